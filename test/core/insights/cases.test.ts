import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type LogRow, numberOf, parseQuery, runQuery, textOf, type Value } from '../../../core/insights/index.ts';
import { sharedData, sharedJson, sharedPath } from '../../support/shared.ts';

interface Case {
  readonly id: string;
  readonly query: string;
  readonly start: string | number;
  readonly end: string | number;
  readonly expected: {
    readonly columns: string[];
    readonly rows: (string | number | null)[][];
    readonly ordered: boolean;
  };
  readonly note: string;
}

const readEvents = (): LogRow[] =>
  gunzipSync(readFileSync(sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz')))
    .toString()
    .trim()
    .split('\n')
    .map((message, index) => {
      const timestamp = Date.parse((JSON.parse(message) as { eventTime: string }).eventTime);
      return { timestamp, ingestionTime: timestamp, message, log: '1:g', logStream: 's', ptr: String(index) };
    });

const moment = (time: string | number) => (typeof time === 'number' ? time : Date.parse(time));

describe.skipIf(!sharedData)('Insights over real CloudTrail records', () => {
  const events = sharedData ? readEvents() : [];
  const cases = sharedData ? sharedJson<Case[]>('cases/insights.json') : [];

  it.each(cases)('$id: $note', ({ query, start, end, expected }) => {
    const [from, to] = [moment(start), moment(end)];
    const inRange = events.filter(({ timestamp }) => timestamp >= from && timestamp <= to);

    const results = runQuery(parseQuery(query), inRange, { now: to, limit: 10_000 });

    const places = expected.columns.map((name) => results.columns.indexOf(name));
    expect(places, results.columns.join()).not.toContain(-1);
    const rows = results.rows.map((row) => places.map((place, column) => comparable(row[place], expected, column)));
    const wanted = expected.rows.map((row) => row.map((value) => value ?? undefined));
    expect(expected.ordered ? rows : byText(rows)).toEqual(expected.ordered ? wanted : byText(wanted));
  });
});

/** A value as the case writes that column: numbers to nine digits. */
function comparable(value: Value, expected: Case['expected'], column: number): unknown {
  const asNumber = expected.rows.some((row) => typeof row[column] === 'number');
  if (!asNumber) return textOf(value);
  const number = numberOf(value);
  const near = expected.rows.map((row) => row[column]).find((each) => typeof each === 'number' && close(each, number));
  return near ?? number;
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

const byText = (rows: unknown[][]) => rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
