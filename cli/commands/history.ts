import { Command } from 'commander';
import { ResourceHistory, type ResourceKey } from '../../account/resource-history.ts';
import {
  type ConfigurationItem,
  type TimelineChange,
  timelineOf,
  unknownIn,
} from '../../core/configuration-item/index.ts';
import { describeSkipped, replayedResources } from '../../replay/index.ts';
import { clientSettings, orUnanswered } from '../endpoint.ts';
import { exit, UsageError } from '../errors.ts';
import { FileProgress } from '../file-progress.ts';
import { historyText } from '../history-text.ts';
import { timeOf } from '../time-argument.ts';

interface Flags {
  readonly at?: string;
  readonly json?: boolean;
  readonly from?: string[];
  readonly endpoint?: string;
  readonly region?: string;
}

interface Past {
  /** Oldest first. */
  readonly items: readonly ConfigurationItem[];
  readonly changes: () => Promise<readonly TimelineChange[]> | readonly TimelineChange[];
}

/** `trailkeeper history`: how a resource came to be as it is. */
export function historyCommand(): Command {
  return new Command('history')
    .description("a resource's configuration timeline: what changed, and who caused it")
    .argument('<resource>', 'its id, name or ARN; TYPE/ID for one that is gone (AWS::S3::Bucket/books)')
    .option('--at <time>', 'its configuration at this moment instead (ISO 8601; UTC without a zone)')
    .option('--json', 'one JSON document')
    .option(
      '--from <path...>',
      'rebuilt from CloudTrail files and folders, and AWS Config files among them; nobody is asked',
    )
    .option('--endpoint <url>', 'an engine; without it the AWS account of the environment')
    .option('--region <region>', 'the region to read')
    .addHelpText(
      'after',
      '\nExamples:\n  trailkeeper history books --endpoint http://127.0.0.1:4566\n  trailkeeper history mallory --from ./AWSLogs',
    )
    .action(history);
}

async function history(resource: string, flags: Flags): Promise<void> {
  const at = timeOf('--at', flags.at);
  if (flags.from && flags.endpoint) throw new UsageError('--from: files are read without an endpoint; leave one out');
  if (flags.from) return show(resource, await pastIn(resource, flags.from), at, flags);
  const reader = new ResourceHistory(clientSettings(flags));
  try {
    await show(resource, await pastAt(resource, reader), at, flags);
  } catch (error) {
    orUnanswered(flags.endpoint, error);
  } finally {
    reader.close();
  }
}

async function show(
  resource: string,
  { items, changes }: Past,
  at: number | undefined,
  { json }: Flags,
): Promise<void> {
  const last = items.at(-1);
  if (!last) throw new UsageError(`${resource}: nothing of it is recorded`);
  if (at !== undefined) return showAt(resource, items, at);
  const { resourceType, resourceId, resourceName } = last;
  const all = await changes();
  const unknown = unknownIn(last);
  process.stdout.write(
    json
      ? `${JSON.stringify({ resourceType, resourceId, resourceName: resourceName ?? null, changes: all, unknown })}\n`
      : historyText(items, all),
  );
}

/** What an account, or an engine, has recorded. */
async function pastAt(resource: string, reader: ResourceHistory): Promise<Past> {
  const key = keyIn(resource) ?? only(resource, await reader.find(resource));
  const items = await reader.items(key);
  return { items, changes: async () => timelineOf(items, await reader.records(items)) };
}

/** What files tell. */
async function pastIn(resource: string, paths: readonly string[]): Promise<Past> {
  const progress = new FileProgress();
  const { resources, skipped } = await replayedResources(paths, {
    onRecords: (count) => progress.records(count),
    onFile: (file, index, count) => progress.file(file.path, index, count),
  }).finally(() => progress.end());
  for (const each of skipped) process.stderr.write(`trailkeeper: skipped ${describeSkipped(each)}\n`);
  if (skipped.length > 0) process.exitCode = exit.failed;
  const named = keyIn(resource);
  const found = resources.filter(({ items }) =>
    items.some(({ resourceType, resourceId, resourceName, ARN }) =>
      named
        ? resourceType === named.resourceType && [resourceId, resourceName].includes(named.resourceId)
        : [resourceId, resourceName, ARN].includes(resource),
    ),
  );
  const key = only(
    resource,
    found.map(({ item }) => item),
  );
  const { items, changes } = found.find(({ item }) => item === key)!;
  return { items, changes: () => changes };
}

/** `AWS::S3::Bucket/books` */
function keyIn(text: string): ResourceKey | undefined {
  const [, resourceType, resourceId] = /^(AWS::[^/]+)\/(.+)$/.exec(text) ?? [];
  return resourceType && resourceId ? { resourceType, resourceId } : undefined;
}

function only<Key extends ResourceKey>(resource: string, found: readonly Key[]): Key {
  const [first, ...others] = found;
  if (!first) throw new UsageError(`${resource}: no such resource is recorded; name one that is gone as TYPE/ID`);
  if (others.length === 0) return first;
  const names = found.map(({ resourceType, resourceId }) => `${resourceType}/${resourceId}`);
  throw new UsageError(`${resource}: there are several; name one of ${names.join(', ')}`);
}

/** The item that was in force; a document either way, since a configuration is one. */
function showAt(resource: string, items: readonly ConfigurationItem[], at: number): void {
  const item = items.findLast(({ configurationItemCaptureTime: time }) => Date.parse(time) <= at);
  if (!item) throw new UsageError(`--at: ${resource} was first recorded at ${items[0]?.configurationItemCaptureTime}`);
  process.stdout.write(`${JSON.stringify(item, undefined, 2)}\n`);
}
