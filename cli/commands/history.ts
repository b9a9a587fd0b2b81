import { Command } from 'commander';
import { ResourceHistory, type ResourceKey } from '../../account/resource-history.ts';
import { type ConfigurationItem, timelineOf } from '../../core/configuration-item/index.ts';
import { clientSettings, orUnreachable } from '../endpoint.ts';
import { UsageError } from '../errors.ts';
import { historyText } from '../history-text.ts';

interface Flags {
  readonly at?: string;
  readonly json?: boolean;
  readonly endpoint?: string;
  readonly region?: string;
}

/** `trailkeeper history`: how a resource came to be as it is. */
export function historyCommand(): Command {
  return new Command('history')
    .description("a resource's configuration timeline: what changed, and who caused it")
    .argument('<resource>', 'its id, name or ARN; TYPE/ID for one that is gone (AWS::S3::Bucket/books)')
    .option('--at <time>', 'its configuration at this moment instead (ISO 8601)')
    .option('--json', 'one JSON document')
    .option('--endpoint <url>', 'an engine; without it the AWS account of the environment')
    .option('--region <region>', 'the region to read')
    .addHelpText('after', '\nExample:\n  trailkeeper history books --endpoint http://127.0.0.1:4566')
    .action(history);
}

async function history(resource: string, flags: Flags): Promise<void> {
  const at = flags.at === undefined ? undefined : Date.parse(flags.at);
  if (at !== undefined && Number.isNaN(at))
    throw new UsageError(`--at: ${flags.at} is not a time such as 2026-11-01T09:30:00Z`);
  const reader = new ResourceHistory(clientSettings(flags));
  try {
    const key = keyIn(resource) ?? only(resource, await reader.find(resource));
    const items = await reader.items(key);
    const last = items.at(-1);
    if (!last) throw new UsageError(`${resource}: nothing of it is recorded`);
    if (at !== undefined) return showAt(resource, items, at);
    const changes = timelineOf(items, await reader.records(items));
    const { resourceType, resourceId, resourceName } = last;
    process.stdout.write(
      flags.json
        ? `${JSON.stringify({ resourceType, resourceId, resourceName: resourceName ?? null, changes })}\n`
        : historyText(last, changes),
    );
  } catch (error) {
    orUnreachable(flags.endpoint, error);
  } finally {
    reader.close();
  }
}

/** `AWS::S3::Bucket/books` */
function keyIn(text: string): ResourceKey | undefined {
  const [, resourceType, resourceId] = /^(AWS::[^/]+)\/(.+)$/.exec(text) ?? [];
  return resourceType && resourceId ? { resourceType, resourceId } : undefined;
}

function only(resource: string, found: readonly ResourceKey[]): ResourceKey {
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
