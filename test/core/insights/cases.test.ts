import { describe, expect, it } from 'vitest';
import { type LogRow, parseQuery, runQuery, textOf } from '../../../core/insights/index.ts';
import { comparableRows, insightsCases, realRecords } from '../../support/insights-cases.ts';
import { sharedData } from '../../support/shared.ts';

describe.skipIf(!sharedData)('queries over the real CloudTrail records', () => {
  const events: LogRow[] = (sharedData ? realRecords() : []).map((record, index) => ({
    ...record,
    ingestionTime: record.timestamp,
    log: '1:trail',
    logStream: 'trail',
    ptr: String(index),
  }));

  it.each(insightsCases)('$id $note', ({ query, start, end, expected }) => {
    const [from, to] = [Date.parse(start), Date.parse(end)];
    const within = events.filter(({ timestamp }) => timestamp >= from && timestamp <= to);

    const { columns, rows } = runQuery(parseQuery(query), within, { now: to, limit: 10_000 });

    const found = rows.map((row) => expected.columns.map((name) => textOf(row[columns.indexOf(name)])));
    expect(columns.filter((name) => name !== '@ptr')).toEqual(expected.columns);
    expect(comparableRows(found, expected.ordered)).toEqual(comparableRows(expected.rows, expected.ordered));
  });
});
