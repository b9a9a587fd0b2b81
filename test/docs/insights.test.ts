import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aggregates } from '../../core/insights/aggregates.ts';
import { functions } from '../../core/insights/functions/index.ts';
import { parseQuery, runQuery } from '../../core/insights/index.ts';
import { blocksOf } from '../support/docs.ts';

const PAGE = 'docs/insights.md';
const blocks = blocksOf(PAGE).filter(({ kind }) => kind === 'insights');
const ann = 'arn:aws:iam::123456789012:user/ann';
const bob = 'arn:aws:iam::123456789012:user/bob';
const record = (minute: number, userIdentity: string, eventName: string, more: object) => ({
  timestamp: Date.UTC(2026, 0, 5, 8, minute),
  ingestionTime: Date.UTC(2026, 0, 5, 8, minute),
  message: JSON.stringify({ userIdentity: { arn: userIdentity }, eventName, userAgent: 'aws-cli/2.31 x', ...more }),
  log: '123456789012:trail',
  logStream: 's',
  ptr: String(minute),
});
const events = [
  record(1, ann, 'ListBuckets', { readOnly: true, sourceIPAddress: '203.0.113.9' }),
  record(2, bob, 'PutObject', {
    readOnly: false,
    sourceIPAddress: '198.51.100.7',
    resources: [{ ARN: 'a' }, { ARN: 'b' }],
  }),
  record(3, bob, 'PutObject', {
    readOnly: false,
    sourceIPAddress: '198.51.100.7',
    errorCode: 'AccessDenied',
    resources: [{ ARN: 'a' }],
  }),
];

describe(`what ${PAGE} shows`, () => {
  it.each(blocks.map((block) => [`line ${block.line}`, block] as const))('finds something at %s', (_, { text }) => {
    const { rows } = runQuery(parseQuery(text), events, { now: 0, limit: 100 });

    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.every((value) => value !== undefined))).toBe(true);
  });

  it('names every function there is', () => {
    const words = new Set(readFileSync(PAGE, 'utf8').toLowerCase().match(/\w+/g));

    expect([...functions.keys(), ...aggregates.keys()].filter((name) => !words.has(name))).toEqual([]);
  });
});
