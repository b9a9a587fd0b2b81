import { type Language, type Severity, type Text, words } from '../core/message/index.ts';
import type { Rule } from '../rules/kit/index.ts';
import {
  type AlarmDigest,
  type AlertDigest,
  count,
  type Digest,
  digest,
  drowning,
  inUnits,
  shortTime,
  type VerdictDigest,
} from './digest.ts';
import { describeSkipped } from './errors.ts';
import type { FilterResult } from './filter-counts.ts';
import { style } from './page-style.ts';
import { phrases, texts } from './page-texts.ts';
import type { AlertResult, ReplayResult, ResourceResult } from './result.ts';

/** Rows of a table that lists each thing: more make a page nobody reads, and browsers slow. */
const MOST_ROWS = 1000;

/** What a replay told, as one HTML page that needs nothing from elsewhere. Times are in UTC. */
export function replayPage(result: ReplayResult, rules: readonly Rule[], lang: Language = 'en'): string {
  const page = new Page(rules, lang);
  const { from, to } = result;
  const span =
    from === null || to === null ? texts.noRecords[lang] : phrases[lang].span(dayAndMinute(from), dayAndMinute(to));
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${texts.title[lang]}, ${escaped(span)}</title>
<style>${style}</style>
</head>
<body>
<h1>${texts.title[lang]}</h1>
<p class="span">${escaped(span)}</p>
<p class="lead">${texts.lead[lang]}</p>
${page.figures(result)}
${page.sections(digest(result, rules, lang), result)}
</body>
</html>
`;
}

/** A column: its head, and how its cells are set. */
type Column = readonly [head: Text, as?: 'title' | 'name' | 'long' | 'number' | 'fixed'];

class Page {
  readonly #rules: readonly Rule[];
  readonly #lang: Language;

  constructor(rules: readonly Rule[], lang: Language) {
    this.#rules = rules;
    this.#lang = lang;
  }

  figures({ events, distinct, duplicates, alerts, alarms }: ReplayResult): string {
    const figures: (readonly [Text, number])[] = [
      [texts.records, events],
      [texts.distinct, distinct],
      [texts.duplicates, duplicates],
      [texts.alerts, alerts.length],
      [texts.raised, alarms.filter(({ to }) => to === 'ALARM').length],
    ];
    const boxes = figures.map(([label, value]) => `<div><dt>${label[this.#lang]}</dt><dd>${count(value)}</dd></div>`);
    return `<dl>${boxes.join('')}</dl>`;
  }

  sections({ alerts, alarms, verdicts, filters }: Digest, result: ReplayResult): string {
    const { severity, about, by, from, first, times } = texts;
    return [
      this.#table(
        texts.alerts,
        [
          [severity],
          [texts.alert, 'title'],
          [about, 'long'],
          [by, 'name'],
          [from],
          [first, 'fixed'],
          [times, 'number'],
        ],
        alerts.map((one) => this.#alert(one)),
      ),
      this.#table(
        texts.alarms,
        [
          [severity],
          [texts.alarm],
          [first, 'fixed'],
          [times, 'number'],
          [texts.breaching],
          [texts.blind],
          [texts.noise],
        ],
        alarms.map((one) => this.#alarm(one)),
        alarms.some(({ blind }) => blind && blind.seconds > 0) ? texts.blindNote[this.#lang] : undefined,
      ),
      this.#table(
        texts.verdicts,
        [
          [severity],
          [texts.rule, 'title'],
          [texts.resource, 'long'],
          [by, 'name'],
          [first, 'fixed'],
          [times, 'number'],
          [texts.inTheEnd],
        ],
        verdicts.map((one) => this.#verdict(one)),
      ),
      this.#table(
        texts.filters,
        [[texts.filter], [texts.matches, 'number'], [texts.breaching], [texts.tried], [texts.blind], [texts.noise]],
        filters.map((one) => this.#filter(one)),
      ),
      this.#list(
        texts.eachAlert,
        [
          [texts.time, 'fixed'],
          [severity],
          [texts.alert, 'title'],
          [about, 'long'],
          [by, 'name'],
          [from],
          [texts.event, 'fixed'],
        ],
        result.alerts,
        (one) => this.#oneAlert(one),
      ),
      this.#list(
        texts.resources,
        [
          [texts.type],
          [texts.resource, 'long'],
          [texts.changes, 'number'],
          [texts.last, 'fixed'],
          [by, 'name'],
          [texts.call],
        ],
        result.resources,
        resourceCells,
      ),
      this.#table(
        texts.skipped,
        [[texts.what, 'long']],
        result.skipped.map((one) => [escaped(describeSkipped(one))]),
      ),
    ].join('\n');
  }

  #alert({ severity, title, resource, actor, source, first, times }: AlertDigest): string[] {
    const several = texts.several[this.#lang];
    const who = [resource, actor, source].map((one) => escaped(one ?? several));
    return [this.#badge(severity), escaped(title), ...who, shortTime(first), count(times)];
  }

  #alarm({ severity, title, first, times, blind, filter }: AlarmDigest): string[] {
    return [
      this.#badge(severity),
      escaped(title),
      shortTime(first),
      count(times),
      filter ? this.#bar(filter) : '',
      this.#blind(blind?.seconds ?? 0, blind?.from ?? null),
      filter ? this.#noise(filter) : '',
    ];
  }

  #verdict({ severity, title, resource, actor, first, times, left }: VerdictDigest): string[] {
    return [
      this.#badge(severity),
      escaped(title),
      escaped(resource ?? texts.several[this.#lang]),
      escaped(actor ?? ''),
      shortTime(first),
      count(times),
      left === 0 ? texts.inOrder[this.#lang] : phrases[this.#lang].broken(count(left)),
    ];
  }

  #filter(filter: FilterResult): string[] {
    const { refused, raised } = phrases[this.#lang];
    const { alarm, error } = filter;
    if (error) return [escaped(filter.filter), '', '', '', '', escaped(refused(error.message, error.column))];
    return [
      escaped(filter.filter),
      count(filter.matches),
      this.#bar(filter),
      alarm ? raised(count(alarm.raised)) : '',
      this.#blind(alarm?.blind ?? 0, alarm?.from ?? null),
      this.#noise(filter),
    ];
  }

  #oneAlert({ time, rule: id, resource, actor, source, eventId }: AlertResult): string[] {
    const rule = this.#rules.find((one) => one.id === id);
    const said = [rule?.title[this.#lang] ?? id, resource ?? '', actor, source ?? ''].map(escaped);
    const moment = time.slice(0, 19).replace('T', ' ');
    return [moment, this.#badge(rule?.severity ?? ''), ...said, `<code>${escaped(eventId)}</code>`];
  }

  #bar({ periods: { breaching, of } }: FilterResult): string {
    const said = phrases[this.#lang].of(count(breaching), count(of));
    return `<span><meter max="${Math.max(of, 1)}" value="${breaching}"></meter> ${said}</span>`;
  }

  #blind(seconds: number, from: string | null): string {
    if (seconds === 0) return '';
    const [value, unit] = inUnits(seconds);
    const { blind, units } = phrases[this.#lang];
    return blind(`${value}${units[unit]}`, from === null ? undefined : shortTime(from));
  }

  #noise(filter: FilterResult): string {
    const drowned = drowning(filter);
    return drowned ? escaped(phrases[this.#lang].mostly(drowned.share, drowned.source, count(drowned.left))) : '';
  }

  /** A managed rule has no severity. */
  #badge(severity: string): string {
    if (severity === '') return '';
    const said = this.#lang === 'en' ? severity : words.severity[severity as Severity][this.#lang];
    return `<b class="badge ${escaped(severity)}">${escaped(said)}</b>`;
  }

  #list<One>(title: Text, columns: readonly Column[], all: readonly One[], cells: (one: One) => string[]): string {
    const rows = all.slice(0, MOST_ROWS).map(cells);
    const isCut = rows.length < all.length;
    return this.#table(
      title,
      columns,
      rows,
      isCut ? phrases[this.#lang].capped(count(rows.length), count(all.length)) : undefined,
    );
  }

  /** @param rows cells that are HTML already; a column without anything in it is left out */
  #table(title: Text, columns: readonly Column[], rows: readonly (readonly string[])[], note?: string): string {
    if (rows.length === 0) return '';
    const used = columns.flatMap((_, index) => (rows.some((cells) => cells[index] !== '') ? [index] : []));
    const shown = used.map((index) => {
      const [head, as] = columns[index]!;
      return { index, head: escaped(head[this.#lang]), set: as === undefined ? '' : ` class="${as}"` };
    });
    const heads = shown.map(({ head, set }) => `<th${set}>${head}</th>`).join('');
    const row = (cells: readonly string[]) =>
      shown.map(({ index, head, set }) => `<td${set} data-head="${head}">${cells[index]}</td>`).join('');
    const body = rows.map((cells) => `<tr>${row(cells)}</tr>`).join('\n');
    const said = note === undefined ? '' : `\n<p class="note">${escaped(note)}</p>`;
    return `<h2>${escaped(title[this.#lang])}</h2>${said}\n<table><thead><tr>${heads}</tr></thead><tbody>\n${body}\n</tbody></table>`;
  }
}

const resourceCells = ({ resourceType, resourceId, resourceName, changes }: ResourceResult): string[] => {
  const last = changes.at(-1);
  const caller = last?.callers[0];
  const cells = [resourceType, resourceName ?? resourceId, count(changes.length), last ? shortTime(last.time) : ''];
  return [...cells, caller?.actor ?? '', caller?.eventName ?? ''].map(escaped);
};

/** `2026-11-20 08:15` */
const dayAndMinute = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
