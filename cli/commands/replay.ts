import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { systemReason } from '../../core/faults/system-reason.ts';
import {
  type CountedFilter,
  describeSkipped,
  everyManagedRule,
  type ReplayResult,
  readFilters,
  replayPage,
  replaySummary,
  runReplay,
} from '../../replay/index.ts';
import { exit, UsageError } from '../errors.ts';
import { FileProgress } from '../file-progress.ts';
import { rulesFrom } from '../rules-argument.ts';
import { assertRegion } from '../settings.ts';
import { timeOf } from '../time-argument.ts';

interface Flags {
  readonly rules?: string;
  readonly filters?: string;
  readonly from?: string;
  readonly to?: string;
  readonly region?: string;
  readonly failOn?: 'alert' | 'alarm';
  readonly json?: boolean;
  readonly html?: string;
  readonly lang: 'en' | 'ko';
}

/** `trailkeeper replay`: what the rules would have said about the past. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('play CloudTrail archives through the rules, on virtual time')
    .argument('<path...>', 'files (.json, .ndjson, each also .gz) or folders of them, such as a trail bucket')
    .option('--rules <dir>', 'play the rules of this folder instead of the catalogue')
    .option('--filters <file>', 'count filter patterns, too: a file with [{"id": ..., "pattern": ...}]')
    .option('--from <time>', 'only records from this time on (ISO 8601; UTC without a zone)')
    .option('--to <time>', 'only records before this time')
    .option('--region <region>', 'as if deployed with this home region; without it, as if in every region')
    .addOption(new Option('--fail-on <what>', 'exit with 1 when there is one').choices(['alert', 'alarm']))
    .option('--json', 'one JSON document')
    .option('--html <file>', 'write a page, too')
    .addOption(new Option('--lang <language>', 'the language of that page').choices(['en', 'ko']).default('en'))
    .addHelpText('after', '\nExample:\n  trailkeeper replay ./AWSLogs --from 2026-11-01 --html replay.html')
    .action(replay);
}

async function replay(paths: string[], flags: Flags): Promise<void> {
  const span = { from: timeOf('--from', flags.from), to: timeOf('--to', flags.to) };
  if (span.from !== undefined && span.to !== undefined && span.from >= span.to) {
    throw new UsageError(`--to: ${flags.to} is not after --from ${flags.from}`);
  }
  assertRegion(flags.region);
  const rules = (await rulesFrom(flags.rules)).map(({ rule }) => rule);
  const filters = flags.filters === undefined ? [] : readFilters(flags.filters);
  const progress = new FileProgress();
  const result = await runReplay({
    ...span,
    paths,
    rules,
    filters,
    homeRegion: flags.region,
    managed: flags.rules === undefined ? everyManagedRule() : [],
    onRecords: (count) => progress.records(count),
    onFile: (file, index, count) => progress.file(file.path, index, count),
  }).finally(() => progress.end());

  process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : replaySummary(result, rules));
  complain(result, filters, flags.json ?? false);
  if (isFailed(result, filters, flags.failOn)) process.exitCode = exit.failed;
  if (flags.html !== undefined) writePage(flags.html, replayPage(result, rules, flags.lang));
}

function writePage(path: string, page: string): void {
  try {
    writeFileSync(path, page);
  } catch (error) {
    throw new UsageError(`--html: ${path} cannot be written (${systemReason(error)})`);
  }
}

/** What was left out goes to standard error, where it does not disturb a document on standard output. */
function complain(result: ReplayResult, filters: readonly CountedFilter[], isJson: boolean): void {
  if (isJson) for (const one of result.skipped) process.stderr.write(`trailkeeper: skipped ${describeSkipped(one)}\n`);
  for (const { id, fault } of filters) {
    if (fault === undefined) continue;
    process.stderr.write(`trailkeeper: filter ${id}, column ${fault.column}: ${fault.message}; ${fault.hint}\n`);
    process.stderr.write(`${fault.caret().replace(/^/gm, '  ')}\n`);
  }
}

function isFailed(result: ReplayResult, filters: readonly CountedFilter[], failOn: Flags['failOn']): boolean {
  if (result.skipped.length > 0 || filters.some(({ fault }) => fault !== undefined)) return true;
  if (failOn === 'alert') return result.alerts.length > 0;
  return failOn === 'alarm' && result.alarms.some(({ to }) => to === 'ALARM');
}
