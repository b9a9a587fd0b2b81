import {
  ConfigServiceClient,
  ConfigServiceServiceException,
  PutResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import { Command } from 'commander';
import type { ConfigurationItem } from '../../core/configuration-item/index.ts';
import { clientSettings, orUnanswered } from '../endpoint.ts';
import { exit, UsageError } from '../errors.ts';
import { FileProgress } from '../file-progress.ts';
import { itemFiles } from '../item-files.ts';

interface Flags {
  readonly endpoint: string;
  readonly region?: string;
}

/** Puts under way at once. */
const AT_ONCE = 16;

/** `trailkeeper import`: what AWS Config delivered, put into an engine. */
export function importCommand(): Command {
  return new Command('import')
    .description('put configuration items (snapshots, histories, notifications, lists of items) into an engine')
    .argument(
      '<path...>',
      'files (.json, .ndjson, each also .gz) or folders of them, such as a delivery channel bucket',
    )
    .requiredOption('--endpoint <url>', 'where the engine is')
    .option('--region <region>', "where items of other accounts than the engine's are kept")
    .addHelpText('after', '\nExample:\n  trailkeeper import ./AWSLogs --endpoint http://127.0.0.1:4566')
    .action(importItems);
}

async function importItems(paths: string[], flags: Flags): Promise<void> {
  const client = new ConfigServiceClient(clientSettings(flags));
  const progress = new FileProgress();
  const skipped: string[] = [];
  let files = 0;
  let imported = 0;
  try {
    for (const file of itemFiles(paths)) {
      progress.file(file.path, files, ++files);
      skipped.push(...file.skipped);
      const refused = await putAll(client, inTime(file.items)).catch((error: unknown) =>
        orUnanswered(flags.endpoint, error),
      );
      skipped.push(...refused.map((reason) => `${file.path}: ${reason}`));
      imported += file.items.length - refused.length;
    }
  } finally {
    progress.end();
    client.destroy();
  }
  for (const line of skipped) process.stderr.write(`trailkeeper: skipped ${line}\n`);
  if (imported === 0) throw new UsageError(`${paths.join(', ')}: no configuration item could be read`);
  process.stdout.write(`${counted(imported, 'item')} of ${counted(files, 'file')} imported\n`);
  if (skipped.length > 0) process.exitCode = exit.failed;
}

/**
 * Items of one resource go in one after the other, oldest first, so that each is told from the one before.
 * @returns a line for each item that was refused; the others are in
 */
async function putAll(client: ConfigServiceClient, items: readonly ConfigurationItem[]): Promise<string[]> {
  const refused: string[] = [];
  const queues = [...Map.groupBy(items, ({ resourceType, resourceId }) => `${resourceType}/${resourceId}`).values()];
  const next = queues.values();
  const worker = async () => {
    for (const queue of next) {
      for (const item of queue) {
        const reason = await refusal(client, item);
        if (reason !== undefined) refused.push(`${shown(item.resourceType)}/${shown(item.resourceId)}: ${reason}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return refused;
}

/** Why an item is not taken; undefined for one that is. */
async function refusal(client: ConfigServiceClient, item: ConfigurationItem): Promise<string | undefined> {
  try {
    await client.send(put(item));
    return undefined;
  } catch (error) {
    const status = error instanceof ConfigServiceServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === undefined || status < 400 || status >= 500 || isAboutTheCaller(error)) throw error;
    return shown(error instanceof Error ? error.message : String(error));
  }
}

/** A refusal that every other item would meet, too. */
const isAboutTheCaller = (error: unknown): boolean =>
  error instanceof Error &&
  /^(AccessDenied|ExpiredToken|IncompleteSignature|InvalidSignature|MissingAuthenticationToken|UnrecognizedClient)/.test(
    error.name,
  );

const counted = (count: number, thing: string): string =>
  `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;

/** A text as far as a line has room. */
const shown = (text: string): string => (text.length <= 200 ? text : `${text.slice(0, 200)}…`);

const inTime = (items: readonly ConfigurationItem[]): ConfigurationItem[] =>
  items.toSorted((a, b) => a.configurationItemCaptureTime.localeCompare(b.configurationItemCaptureTime));

const put = (item: ConfigurationItem) =>
  new PutResourceConfigCommand({
    ResourceType: item.resourceType,
    ResourceId: item.resourceId,
    SchemaVersionId: 'trailkeeper-item',
    Configuration: JSON.stringify(item),
  });
