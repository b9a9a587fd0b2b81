import type { Rule } from '../rules/kit/index.ts';
import {
  type AlarmDigest,
  type AlertDigest,
  count,
  type Digest,
  darkness,
  digest,
  noise,
  shortTime,
  type VerdictDigest,
} from './digest.ts';
import { describeSkipped } from './errors.ts';
import type { FilterResult } from './filter-counts.ts';
import type { ReplayResult, ResourceResult } from './result.ts';

/** What a replay told, as one HTML page that needs nothing from elsewhere. Times are in UTC. */
export function replayPage(result: ReplayResult, rules: readonly Rule[]): string {
  const told = digest(result, rules);
  const span = result.from === null ? 'no records' : `${result.from.slice(0, 16)} to ${result.to?.slice(0, 16)} UTC`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Replay, ${escaped(span)}</title>
<style>${style}</style>
</head>
<body>
<h1>Replay</h1>
<p class="span">${escaped(span)}</p>
<dl>${[
    ['records', count(result.events)],
    ['distinct', count(result.distinct)],
    ['second deliveries', count(result.duplicates)],
    ['alerts', count(result.alerts.length)],
    ['alarms raised', count(result.alarms.filter(({ to }) => to === 'ALARM').length)],
  ]
    .map(([label, value]) => `<div><dt>${label}</dt><dd>${value}</dd></div>`)
    .join('')}</dl>
${sections(told, result)}
</body>
</html>
`;
}

function sections({ alerts, alarms, verdicts, filters }: Digest, result: ReplayResult): string {
  return [
    table('Alerts', ['', 'Alert', 'About', 'By', 'From', 'First', 'Times'], alerts.map(alertCells)),
    table('Alarms', ['', 'Alarm', 'First', 'Times', 'Breaching periods', 'Blind', ''], alarms.map(alarmCells)),
    table(
      'Config rules broken',
      ['', 'Rule', 'Resource', 'By', 'First', 'Times', 'In the end'],
      verdicts.map(verdictCells),
    ),
    table('Filters', ['Filter', 'Records', 'Periods', 'An alarm on it', ''], filters.map(filterCells)),
    table(
      'Each alert',
      ['Time', 'Rule', 'About', 'By', 'From', 'Event'],
      result.alerts
        .slice(0, 1000)
        .map((one) => [one.time, one.rule, one.resource ?? '', one.actor, one.source ?? '', one.eventId].map(escaped)),
    ),
    table(
      'Resources changed',
      ['Type', 'Resource', 'Changes', 'Last', 'By', 'Call'],
      result.resources.slice(0, 1000).map(resourceCells),
    ),
    table(
      'Skipped',
      ['What could not be used'],
      result.skipped.map((one) => [escaped(describeSkipped(one))]),
    ),
  ].join('\n');
}

const alertCells = ({ severity, title, resource, actor, source, first, times }: AlertDigest): string[] => [
  badge(severity),
  escaped(title),
  escaped(resource ?? 'several'),
  escaped(actor ?? 'several'),
  escaped(source ?? 'several'),
  shortTime(first),
  count(times),
];

const alarmCells = ({ severity, title, first, times, blind, filter }: AlarmDigest): string[] => [
  badge(severity),
  escaped(title),
  shortTime(first),
  count(times),
  filter ? bar(filter) : '',
  blind ? (darkness(blind.seconds, blind.from) ?? '') : '',
  escaped((filter && noise(filter)) ?? ''),
];

const verdictCells = ({ severity, title, resource, actor, first, times, left }: VerdictDigest): string[] => [
  badge(severity),
  escaped(title),
  escaped(resource ?? 'several'),
  escaped(actor ?? ''),
  shortTime(first),
  count(times),
  left === 0 ? 'in order again' : `${count(left)} broken`,
];

const resourceCells = ({ resourceType, resourceId, resourceName, changes }: ResourceResult): string[] => {
  const last = changes.at(-1);
  const caller = last?.callers[0];
  const cells = [resourceType, resourceName ?? resourceId, count(changes.length), last ? shortTime(last.time) : ''];
  return [...cells, caller?.actor ?? '', caller?.eventName ?? ''].map(escaped);
};

const filterCells = (filter: FilterResult): string[] => [
  escaped(filter.filter),
  filter.error ? '' : count(filter.matches),
  filter.error ? '' : bar(filter),
  filter.alarm
    ? `raised ${count(filter.alarm.raised)} times ${darkness(filter.alarm.blind, filter.alarm.from) ?? ''}`
    : '',
  escaped(filter.error ? `refused: ${filter.error.message} (column ${filter.error.column})` : (noise(filter) ?? '')),
];

const bar = ({ periods: { breaching, of } }: FilterResult): string =>
  `<meter max="${Math.max(of, 1)}" value="${breaching}"></meter> ${count(breaching)} of ${count(of)}`;

const badge = (severity: string): string => `<b class="badge ${escaped(severity)}">${escaped(severity)}</b>`;

/** @param rows cells that are HTML already */
function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const head = heads.map((text) => `<th>${escaped(text)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<h2>${escaped(title)}</h2>\n<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

const style = `
:root { color-scheme: light dark; --line: light-dark(#d9dee4, #3a424c); --quiet: light-dark(#5b6672, #9aa5b1); }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin: 0; font-size: 1.7rem; } h2 { margin: 2.2rem 0 .5rem; font-size: 1.15rem; } .span { color: var(--quiet); margin: 0 0 1.2rem; }
dl { display: flex; flex-wrap: wrap; gap: .8rem; margin: 0; } dl div { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; }
dt { color: var(--quiet); font-size: .8rem; } dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } th { text-align: left; color: var(--quiet); font-weight: 500; }
th, td { padding: .35rem .7rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
.badge { font-size: .75rem; padding: .1rem .5rem; border-radius: 1rem; background: #7d8794; color: #fff; }
.badge.critical { background: #8f1d2c; } .badge.high { background: #c2382a; } .badge.medium { background: #b86e00; } .badge.low { background: #3d7a57; }
meter { width: 6rem; }
`;
