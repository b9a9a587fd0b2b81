import {
  CreateArchiveCommand,
  DescribeArchiveCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type RuleState,
  type Target,
  UpdateArchiveCommand,
} from '@aws-sdk/client-eventbridge';
import { has, maker, saysTheSame, unless } from '../maker.ts';

interface Rule {
  readonly Name: string;
  readonly Description?: string;
  readonly EventPattern: object;
  readonly State: RuleState;
  readonly Targets: readonly Target[];
}

export const makeRule = maker<Rule>(async (rule, { clients, resolver }) => {
  const { Name, Description, State } = rule;
  await clients.events.send(
    new PutRuleCommand({ Name, Description, State, EventPattern: JSON.stringify(rule.EventPattern) }),
  );
  const { FailedEntries = [] } = await clients.events.send(
    new PutTargetsCommand({ Rule: Name, Targets: [...rule.Targets] }),
  );
  const [failed] = FailedEntries;
  if (failed) throw new Error(`target ${failed.TargetId}: ${failed.ErrorCode} ${failed.ErrorMessage}`);
  return { Ref: Name, Arn: `arn:aws:events:${clients.region}:${resolver.account}:rule/${Name}` };
});

interface Archive {
  readonly ArchiveName: string;
  readonly SourceArn: string;
  readonly Description?: string;
  readonly EventPattern: object;
  readonly RetentionDays: number;
}

export const makeArchive = maker<Archive>(async (archive, { clients, resolver }) => {
  const { ArchiveName, SourceArn, Description, RetentionDays } = archive;
  const { events } = clients;
  const EventPattern = JSON.stringify(archive.EventPattern);
  const found = await unless('ResourceNotFoundException', () =>
    events.send(new DescribeArchiveCommand({ ArchiveName })),
  );
  if (!found) {
    await events.send(
      new CreateArchiveCommand({ ArchiveName, EventSourceArn: SourceArn, Description, EventPattern, RetentionDays }),
    );
  } else if (!has(found, { Description, RetentionDays }) || !saysTheSame(found.EventPattern, archive.EventPattern)) {
    await events.send(new UpdateArchiveCommand({ ArchiveName, Description, EventPattern, RetentionDays }));
  }
  return { Ref: ArchiveName, Arn: `arn:aws:events:${clients.region}:${resolver.account}:archive/${ArchiveName}` };
});
