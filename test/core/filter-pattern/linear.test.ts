import { describe, expect, it } from 'vitest';
import { FilterPatternError, FilterSet, limits, parseFilterPattern } from '../../../core/filter-pattern/index.ts';
import { Random, randomMessage, randomPattern } from './generate.ts';

/** Steps that one pattern takes over one message, its first. */
function steps(pattern: string, message: string): number {
  const set = new FilterSet([parseFilterPattern(pattern)]);
  set.match(message);
  return set.steps;
}

/**
 * At most so many steps for each character of pattern and message. A message is walked over as JSON, walked over again for what lies deeper in,
 * looked at for control characters, and searched by up to eight needles one by one, or else by the automaton of all of them.
 */
const perCharacter = 8;

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** As many of these parts as a pattern may have characters for. */
function longest(open: string, part: (index: number) => string, between: string, close: string): string {
  let pattern = `${open}${part(0)}`;
  for (let index = 1; ; index += 1) {
    const longer = `${pattern}${between}${part(index)}`;
    if (longer.length + close.length > limits.patternLength) return pattern + close;
    pattern = longer;
  }
}

const run = (length: number) => 'a'.repeat(length);
const letter = (index: number) => String.fromCharCode(0x4e00 + index);
const inField = (text: string) => JSON.stringify({ a: text });

const alternatives = (value: (index: number) => string) => longest('{', (index) => `$.a=${value(index)}`, '||', '}');

/** Patterns that ask one place, or the whole message, as many things as they can, and messages in which that is hard to answer. */
const adversaries: readonly [string, string, (size: number) => string][] = [
  ['brackets that never close', '[a, ..., b]', (size) => '[ '.repeat(size)],
  ['quotes that never close', '[a, ..., b]', (size) => `${'x"y '.repeat(size)}"`],
  ['objects within objects', `{ $${'.a'.repeat(200)} = 2 }`, nested],
  ['objects within objects, for a wildcard', `{ $${'.a'.repeat(100)}.*${'.a'.repeat(100)} = 2 }`, nested],
  ['arrays within arrays', '{ $[0][0][0][*] = 1 }', (size) => '['.repeat(size) + ']'.repeat(size)],
  ['an array of objects', '{ $.a[*].b = 2 }', (size) => `{"a":[${'{"b":1,"b":"\\\\"},'.repeat(size)}1]}`],
  ['an object of many fields', '{ $.*.b = 2 }', (size) => `{${'"x":{"b":1},'.repeat(size)}"y":1}`],
  [
    'a long selector behind a wildcard',
    `{ $[*]${'.a'.repeat(500)} = 2 }`,
    (size) => `[${nested(500)}${',1'.repeat(size)}]`,
  ],
  [
    'a long selector and a key again and again',
    `{ $${'.a'.repeat(500)} = 2 }`,
    (size) => `{${'"a":1,'.repeat(size)}"a":2}`,
  ],
  [
    'three wildcards with regular expressions',
    '{ $[*].a = %x*y% || $[*].b = %x*z% || $[*].c = 1 }',
    (size) => `[${`{"a":"x","b":"xx"},`.repeat(size)}1]`,
  ],
  [
    'keys that look alike',
    longest('{', (index) => `$.['${letter(index)}b']=1`, '||', '}'),
    (size) => `{${Array.from({ length: size }, (_, at) => `"${letter(at % 90)}b":2`).join()}}`,
  ],
  ['backslashes without end', '{ $.a = "*b" }', (size) => `{"a":"${'\\\\'.repeat(size)}"}`],
  ['a string that is never closed', '{ $.a = 1 }', (size) => `{"a":"${'\\"'.repeat(size)}`],
  ['one key again and again', '{ $.a.b = 2 }', (size) => `{${'"a":{"b":1},'.repeat(size)}"z":1}`],
  ['what a glob almost finds', '{ $.a = "*aab*aab*aab*c" }', (size) => inField(run(size))],
  ['what a regular expression almost finds', '%a*a*a*a*a*b%', run],
  ['terms of one letter', longest('', (index) => `-"${letter(index)}"`, ' ', ''), run],
  ['terms within terms', longest('', (index) => `?${run(index + 1)}b`, ' ', ''), run],
  ['a term that is almost found everywhere', `"b${run(1000)}"`, run],
  ['eight terms that are almost found', Array.from({ length: 8 }, (_, at) => `?${run(100)}b${run(at)}`).join(' '), run],
  ['globs within globs', alternatives((index) => `*${run(index + 1)}b*`), (size) => inField(run(size))],
  [
    'globs that wait for one letter after the other',
    alternatives((index) => `*a*b*${'a*'.repeat(index)}c*`),
    (size) => inField('ab'.repeat(size)),
  ],
  [
    'globs of letters that are found in turn',
    alternatives((index) => `"*${[3, 5, 7, 11].map((by) => letter((index * by) % 13)).join('*')}*x*"`),
    (size) => inField(Array.from({ length: size }, (_, at) => letter(at % 13)).join('')),
  ],
  [
    'globs whose pieces overlap',
    alternatives((index) => `*${run(index + 2)}*${run(index + 2)}*b*`),
    (size) => inField(run(size)),
  ],
  ['a glob of many pieces', `{ $.a = "*${'aab*'.repeat(200)}" }`, (size) => inField('aaab'.repeat(size))],
  ['one number compared with many', alternatives(String), (size) => inField(`1${'0'.repeat(size)}`)],
  [
    'one text compared with many',
    longest('{', (index) => `$.a!="${run(index)}"`, '&&', '}'),
    (size) => inField(run(size)),
  ],
  ['ends compared with many', alternatives((index) => `"${run(index)}b*${run(index)}"`), (size) => inField(run(size))],
  ['one field under many conditions', longest('[x=b||', (index) => `x=*${run(index + 1)}b*`, '||', ']'), run],
  [
    'the rest of the line under many conditions',
    longest('[y,x=b||', (index) => `x>${index}||x=*${run(index + 1)}c*`, '||', ']'),
    (size) => `${run(size)} `.repeat(3),
  ],
  ['many fields', longest('[', (index) => `x${index}=a*a*b`, ',', ']'), (size) => 'aa '.repeat(size)],
];

describe.each(adversaries)('a search in %s', (_, pattern, message) => {
  it.each([10, 1000, 20_000])('takes steps linear in pattern plus message, %i times', (size) => {
    const text = message(size);
    expect(steps(pattern, text)).toBeGreaterThan(0);
    expect(steps(pattern, text)).toBeLessThanOrEqual(perCharacter * (pattern.length + text.length));
  });
});

describe('generated patterns and messages', () => {
  it('take steps linear in pattern plus message', () => {
    const random = new Random(7);
    for (let round = 0; round < 20_000; round += 1) {
      const text = randomPattern(random);
      const set = setOf(text);
      if (set === undefined) continue;
      for (let turn = 0; turn < 3; turn += 1) {
        const message = randomMessage(random);
        const before: number = set.steps;
        set.match(message);
        if (set.steps - before > perCharacter * (text.length + message.length))
          expect.fail(`${set.steps - before} steps: ${text}\n${JSON.stringify(message)}`);
      }
    }
  });
});

function setOf(text: string): FilterSet | undefined {
  try {
    return new FilterSet([parseFilterPattern(text)]);
  } catch (error) {
    if (error instanceof FilterPatternError) return undefined;
    throw error;
  }
}

describe('a regular expression', () => {
  it('is searched without backtracking', () => {
    const set = new FilterSet([parseFilterPattern('{ $.a = %a*a*a*a*a*a*a*a*b% }')]);
    expect(set.match(`{"a":"${run(100_000)}"}`)).toEqual([]);
  });
});
