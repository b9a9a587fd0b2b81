import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type LogRow, parseQuery, runQuery, textOf } from '../../../core/insights/index.ts';
import { sharedData, sharedJson, sharedPath } from '../../support/shared.ts';

interface Case {
  readonly id: string;
  readonly query: string;
  readonly start: string;
  readonly end: string;
  readonly expected: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number | null)[])[];
    readonly ordered: boolean;
  };
  readonly note: string;
}

describe.skipIf(!sharedData)('queries over the real CloudTrail records', () => {
  const cases = sharedData ? sharedJson<Case[]>('cases/insights.json') : [];
  const events = sharedData ? realEvents() : [];

  it.each(cases)('$id $note', ({ query, start, end, expected }) => {
    const [from, to] = [Date.parse(start), Date.parse(end)];
    const within = events.filter(({ timestamp }) => timestamp >= from && timestamp <= to);

    const { columns, rows } = runQuery(parseQuery(query), within, { now: to, limit: 10_000 });

    const found = rows.map((row) => expected.columns.map((name) => comparable(textOf(row[columns.indexOf(name)]))));
    const wanted = expected.rows.map((row) => row.map((value) => comparable(value ?? undefined)));
    expect(columns.filter((name) => name !== '@ptr')).toEqual(expected.columns);
    expect(expected.ordered ? found : sortedRows(found)).toEqual(expected.ordered ? wanted : sortedRows(wanted));
  });
});

function realEvents(): LogRow[] {
  const lines = gunzipSync(readFileSync(sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz')))
    .toString()
    .trimEnd()
    .split('\n');
  return lines.map((message, index) => {
    const time = /"eventTime":\s*"([^"]+)"/.exec(message)?.[1] ?? '';
    const timestamp = Date.parse(time);
    return { timestamp, ingestionTime: timestamp, message, log: '1:trail', logStream: 'trail', ptr: String(index) };
  });
}

/** Numbers to nine digits, whichever way they are spelled. */
const comparable = (value: string | number | undefined): string | undefined =>
  value !== undefined && value !== '' && Number.isFinite(Number(value))
    ? Number(value).toPrecision(9)
    : value?.toString();

const sortedRows = (rows: readonly (readonly (string | undefined)[])[]) =>
  rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
