import { CloudWatchLogsClient, MalformedQueryException } from '@aws-sdk/client-cloudwatch-logs';
import { Command, Option } from 'commander';
import { InsightsError, parseQuery } from '../../core/insights/index.ts';
import { clientSettings, orUnanswered } from '../endpoint.ts';
import { UsageError } from '../errors.ts';
import { argumentText } from '../input.ts';
import { chartOf } from '../query/chart.ts';
import { ask } from '../query/client.ts';
import { asCsv, asTable } from '../query/print.ts';
import { timeOrAgo } from '../time-argument.ts';

interface Flags {
  readonly logGroup?: readonly string[];
  readonly start?: string;
  readonly end?: string;
  readonly format: 'table' | 'csv' | 'json';
  readonly limit?: string;
  readonly chart?: boolean;
  readonly region?: string;
  readonly endpoint?: string;
}

const HOUR = 3_600_000;

/** `trailkeeper query`: CloudWatch Logs Insights from the command line. */
export function queryCommand(): Command {
  return new Command('query')
    .description('ask log groups in the language of CloudWatch Logs Insights')
    .argument('<query>', 'the query, or @file')
    .option('--log-group <group...>', 'names or ARNs; not needed where the query has a SOURCE')
    .option('--start <time>', 'ISO 8601, or so long before the end, such as -6h; by default one hour')
    .option('--end <time>', 'ISO 8601, or so long before now, such as -10m; by default now')
    .addOption(new Option('--format <format>', 'how to print').choices(['table', 'csv', 'json']).default('table'))
    .option('--limit <rows>', 'rows at most')
    .option('--chart', 'draw what a `stats ... by bin()` found; a terminal does so anyway')
    .option('--region <region>', 'where the groups are, if not in the region of your AWS settings')
    .option(
      '--endpoint <url>',
      'a running engine, or another AWS-compatible endpoint; by default AWS as your settings have it',
    )
    .addHelpText(
      'after',
      "\nExample:\n  trailkeeper query 'stats count(*) by bin(1h)' --log-group /trailkeeper/cloudtrail --start -7d --endpoint http://127.0.0.1:4566",
    )
    .action(query);
}

async function query(written: string, flags: Flags): Promise<void> {
  const text = argumentText(written);
  const { source } = parsed(text);
  const groups = flags.logGroup ?? [];
  if (groups.length === 0 && !source) throw new UsageError('--log-group is missing, and the query has no SOURCE');
  const end = timeOrAgo('--end', flags.end, Date.now()) ?? Date.now();
  const start = timeOrAgo('--start', flags.start, end) ?? end - HOUR;
  if (start > end) throw new UsageError(`--start: ${flags.start} is after the end`);
  const client = new CloudWatchLogsClient(clientSettings(flags));
  try {
    const found = await ask(client, { text, groups, start, end, limit: limitOf(flags.limit) });
    if (flags.format === 'json') process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    else if (flags.format === 'csv') process.stdout.write(asCsv(found));
    else {
      const width = process.stdout.columns ?? Number.POSITIVE_INFINITY;
      const chart = flags.chart || process.stdout.isTTY ? chartOf(found, Math.min(width, 120)) : undefined;
      process.stdout.write(`${chart ? `${chart}\n` : ''}${asTable(found, width)}`);
    }
  } catch (error) {
    spoken(error, flags.endpoint);
  } finally {
    client.destroy();
  }
}

/** A mistake is said with its place before anything is asked. */
function parsed(text: string): ReturnType<typeof parseQuery> {
  try {
    return parseQuery(text);
  } catch (error) {
    if (!(error instanceof InsightsError)) throw error;
    throw new UsageError(`query: ${error.message}`);
  }
}

function limitOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > 10_000)
    throw new UsageError(`--limit: ${text} is not between 1 and 10000`);
  return Number(text);
}

/** What AWS refused, in one line. */
function spoken(error: unknown, endpoint: string | undefined): never {
  if (error instanceof MalformedQueryException) throw new UsageError(`query: ${error.message}`);
  return orUnanswered(endpoint, error);
}
