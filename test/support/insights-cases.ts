import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sharedData, sharedJson, sharedPath } from './shared.ts';

/** A query over the real CloudTrail records, and what it finds. */
export interface InsightsCase {
  readonly id: string;
  readonly query: string;
  /** Both inclusive. */
  readonly start: string;
  readonly end: string;
  readonly expected: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number | null)[])[];
    readonly ordered: boolean;
  };
  readonly note: string;
}

export const insightsCases: readonly InsightsCase[] = sharedData ? sharedJson('cases/insights.json') : [];

/** The records, by time. */
export function realRecords(): { timestamp: number; message: string }[] {
  const file = gunzipSync(readFileSync(sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz')));
  return file
    .toString()
    .trimEnd()
    .split('\n')
    .map((message) => ({ timestamp: Date.parse(/"eventTime":\s*"([^"]+)"/.exec(message)?.[1] ?? ''), message }));
}

type Rows = readonly (readonly (string | number | null | undefined)[])[];

/** Rows as they may be compared: numbers to nine digits, whichever way they are spelled; in order only where that is meant. */
export function comparableRows(rows: Rows, ordered: boolean): string[] {
  const lines = rows.map((row) => JSON.stringify(row.map(comparable)));
  return ordered ? lines : lines.toSorted();
}

const comparable = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined || value === '' || !Number.isFinite(Number(value))
    ? (value?.toString() ?? null)
    : Number(value).toPrecision(9);
