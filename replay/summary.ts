import type { Rule } from '../rules/kit/index.ts';
import {
  type AlarmDigest,
  type AlertDigest,
  count,
  darkness,
  digest,
  duration,
  noise,
  shortTime,
  type VerdictDigest,
} from './digest.ts';
import { describeSkipped } from './errors.ts';
import type { FilterResult } from './filter-counts.ts';
import type { ReplayResult } from './result.ts';

/** What a replay told, as lines for a terminal. Times are in UTC. */
export function replaySummary(result: ReplayResult, rules: readonly Rule[]): string {
  const { alerts, alarms, verdicts, filters } = digest(result, rules);
  const rows = [
    ...alerts.map(alertRow),
    ...alarms.map(alarmRow),
    ...verdicts.map(verdictRow),
    ...filters.map(filterRow),
  ];
  const parts = [
    head(result),
    rows.length > 0 ? table(rows) : '  nothing to tell: no alert, no alarm, no resource that broke a rule',
  ];
  if (result.resources.length > 0) {
    const many = result.resources.length === 1 ? '1 resource was' : `${count(result.resources.length)} resources were`;
    parts.push(`  ${many} changed; how, and by whom: trailkeeper history NAME --from PATH`);
  }
  const skipped = result.skipped.map((one) => `  skipped  ${describeSkipped(one)}`);
  if (skipped.length > 0) parts.push(skipped.join('\n'));
  return `${parts.join('\n\n')}\n`;
}

function head({ events, distinct, from, to, seconds }: ReplayResult): string {
  if (from === null || to === null) return `no records, in ${seconds.toFixed(1)} s`;
  const records = `${count(events)} ${events === 1 ? 'record' : 'records'}, ${count(distinct)} distinct`;
  return `${records}, ${from.slice(0, 10)} to ${to.slice(0, 10)} UTC, in ${seconds.toFixed(1)} s`;
}

/** Columns of one line, and what is said below it. */
interface Row {
  readonly cells: readonly [kind: string, severity: string, what: string, rest: string];
  readonly below: readonly string[];
}

function alertRow({ title, severity, times, first, resource, actor, source }: AlertDigest): Row {
  const what = resource === undefined ? title : `${title}: ${clip(resource, 48)}`;
  const when = times === 1 ? shortTime(first) : `${times} times, first ${shortTime(first)}`;
  const who = `${actor === undefined ? '' : `  by ${clip(actor, 40)}`}${source === undefined ? '' : `  from ${source}`}`;
  return { cells: ['ALERT', severity, what, `${when}${who}`], below: [] };
}

function alarmRow({ title, severity, times, first, blind, filter }: AlarmDigest): Row {
  const when = times === 1 ? shortTime(first) : `${times} times, first ${shortTime(first)}`;
  const periods = filter && `breaching ${ofPeriods(filter)}`;
  const dark = blind && darkness(blind.seconds, blind.from);
  const said = filter && noise(filter);
  return {
    cells: ['ALARM', severity, title, [when, periods, dark].filter((one) => one !== undefined).join(', ')],
    below: said === undefined ? [] : [said],
  };
}

function verdictRow({ title, severity, times, first, resource, actor, left }: VerdictDigest): Row {
  const what = resource === undefined ? title : `${title}: ${clip(resource, 48)}`;
  const when = times === 1 ? shortTime(first) : `${times} times, first ${shortTime(first)}`;
  const who = actor === undefined ? '' : `  by ${clip(actor, 40)}`;
  const end = left === 0 ? ', in order again' : '';
  return { cells: ['CONFIG', severity, what, `${when}${who}${end}`], below: [] };
}

function filterRow(result: FilterResult): Row {
  const { filter, matches, alarm, error } = result;
  if (error !== undefined) {
    return { cells: ['FILTER', '', filter, `refused: ${error.message} (column ${error.column})`], below: [] };
  }
  const dark = alarm && darkness(alarm.blind, alarm.from);
  const tried =
    alarm && alarm.raised > 0 ? `an alarm on it: raised ${times(alarm.raised)}${dark ? `, ${dark}` : ''}` : undefined;
  return {
    cells: ['FILTER', '', filter, `${count(matches)} ${matches === 1 ? 'record' : 'records'}, ${ofPeriods(result)}`],
    below: [tried, noise(result)].filter((one) => one !== undefined),
  };
}

const times = (raised: number): string => (raised === 1 ? 'once' : `${count(raised)} times`);

const ofPeriods = ({ periods: { breaching, of, seconds } }: FilterResult): string =>
  `${count(breaching)} of ${count(of)} periods of ${duration(seconds)}`;

function table(rows: readonly Row[]): string {
  const width = (column: 0 | 1 | 2) => Math.max(...rows.map(({ cells }) => cells[column].length));
  const [kind, severity, what] = [width(0), width(1), Math.min(width(2), 64)];
  return rows
    .flatMap(({ cells, below }) => [
      `  ${cells[0].padEnd(kind)}  ${cells[1].padEnd(severity)}  ${cells[2].padEnd(what)}  ${cells[3]}`,
      ...below.map((line) => `  ${' '.repeat(kind)}  ${' '.repeat(severity)}  ${line}`),
    ])
    .join('\n');
}

/** One line of at most so many characters, whatever a caller put into a name. */
const clip = (text: string, most: number): string => {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
  return line.length > most ? `${line.slice(0, most - 3)}...` : line;
};
