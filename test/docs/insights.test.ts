import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { aggregates } from '../../core/insights/aggregates.ts';
import { ofTime } from '../../core/insights/check.ts';
import { functions } from '../../core/insights/functions/index.ts';
import { parseQuery, runQuery } from '../../core/insights/index.ts';
import { commands } from '../../core/insights/parse.ts';
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

const allFunctions = [...functions.keys(), ...aggregates.keys(), ...ofTime.keys()];

/** What the language's own tests say, without their names. */
const tests = readdirSync('test/core/insights')
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(`test/core/insights/${file}`, 'utf8').toLowerCase())
  .join('\n');

describe('the tests of the language', () => {
  it.each(allFunctions)('call %s', (name) => expect(tests).toContain(`${name}(`));

  it.each(commands)('use %s', (name) => expect(tests).toMatch(new RegExp(`['"\`|] *${name} `)));
});

describe(`what ${PAGE} shows`, () => {
  it.each(blocks.map((block) => [`line ${block.line}`, block] as const))('finds something at %s', (_, { text }) => {
    const { rows } = runQuery(parseQuery(text), events, { now: 0, limit: 100 });

    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.every((value) => value !== undefined))).toBe(true);
  });

  it('names every function and command there is', () => {
    const words = new Set(readFileSync(PAGE, 'utf8').toLowerCase().match(/\w+/g));

    expect([...allFunctions, ...commands].filter((name) => !words.has(name))).toEqual([]);
  });
});
