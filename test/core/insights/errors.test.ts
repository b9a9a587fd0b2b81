import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InsightsError, parseQuery } from '../../../core/insights/index.ts';

const refusal = (query: string): InsightsError => {
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof InsightsError) return error;
    throw error;
  }
  throw new Error(`not refused: ${query}`);
};

describe('a query with a mistake', () => {
  it.each([
    ['', 'unexpected end of query: expected a command at line 1 and position 1'],
    ['fields a |', 'unexpected end of query: expected a command at line 1 and position 11'],
    ['fields a\n| filter b = ', 'unexpected end of query: expected a value at line 2 and position 14'],
    ['filter (a = 1', 'unexpected end of query: expected ) at line 1 and position 14'],
    ['filter a like 5', 'unexpected symbol found 5 at line 1 and position 15'],
    ['fields nosuch(a)', 'unknown function nosuch at line 1 and position 8'],
    ['filter count(*) > 1', 'unknown function count at line 1 and position 8'],
    ['stats sum(max(a))', 'unknown function max at line 1 and position 11'],
    ['fields strlen(a, b)', 'wrong number of arguments for strlen at line 1 and position 8'],
    ['filter a = "open', 'unterminated string at line 1 and position 12'],
    ['limit none', 'unexpected symbol found none at line 1 and position 7'],
    ['parse @message "a * b *" as x', 'the pattern has 2 * for 1 names at line 1 and position 16'],
    ['parse @message /a(b)/', 'a regular expression of parse needs a named group at line 1 and position 16'],
    ['fields a | pattern @message', 'the command pattern is not supported yet at line 1 and position 12'],
    ['fields a b', 'unexpected symbol found b at line 1 and position 10'],
  ])('%j is refused with its place', (query, message) => expect(refusal(query).message).toBe(message));

  it('is refused where a regular expression is none', () => {
    expect(refusal('filter a like /(/').message).toMatch(/^invalid regular expression .* position 15$/);
  });
});

const words = fc.constantFrom(
  ...[
    'fields',
    'filter',
    'stats',
    'sort',
    'parse',
    'limit',
    'by',
    'as',
    'and',
    'not',
    'in',
    'like',
    'count(*)',
    'bin(5m)',
  ],
  ...[
    'a.b',
    '`x y`',
    '"text"',
    '/r(?<n>e)/',
    '1',
    '2h',
    '(',
    ')',
    '[',
    ']',
    ',',
    '|',
    '=',
    '!=',
    '^',
    '-',
    '*',
    '#',
    '\n',
  ],
);

describe('whatever is written', () => {
  it('is read or refused with an error of the language, never otherwise', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(words, { maxLength: 15 }).map((all) => all.join(' ')),
          fc.string(),
        ),
        (query) => {
          try {
            parseQuery(query);
          } catch (error) {
            if (!(error instanceof InsightsError)) throw error;
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
