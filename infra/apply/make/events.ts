import { PutRuleCommand, PutTargetsCommand, type RuleState, type Target } from '@aws-sdk/client-eventbridge';
import { maker } from '../maker.ts';

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
