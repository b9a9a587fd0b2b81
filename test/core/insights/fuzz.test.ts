import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InsightsError, parseQuery, runQuery, textOf } from '../../../core/insights/index.ts';
import { events, START } from './given.ts';

const options = { now: START, limit: 100 };

const words = fc.constantFrom(
  ...'fields display filter parse json expand addtotals multi logfmt csv stats sort limit dedup unnest by as and or not in like asc desc into offset source'.split(
    ' ',
  ),
  ...'@timestamp @message a a.b `x y` list.0 j n "text" \'x\' /a+/ /(?<g>x*)/ 1 2.5 5m 1h true * , | ( ) [ ] = != < >= + - / % ^ # ! =~'.split(
    ' ',
  ),
  ...'formatDate( parseDate( jsonArraySize( hexToDec( count( sum( avg( pct( bin( datefloor( concat( substr( jsonParse( ispresent( strlen( if( earliest( values( fromMillis('.split(
    ' ',
  ),
);
const likelyQuery = fc.array(words, { maxLength: 30 }).map((parts) => parts.join(' '));
const message = fc.oneof(
  fc.json(),
  fc
    .record({ a: fc.oneof(fc.string(), fc.record({ b: fc.integer() })), n: fc.double(), list: fc.array(fc.integer()) })
    .map((each) => JSON.stringify(each)),
  fc.string(),
);

describe('any text', () => {
  it('is a query or refused with its place', () => {
    fc.assert(
      fc.property(
        fc.oneof(likelyQuery, fc.string({ unit: 'binary', maxLength: 60 })),
        fc.array(message, { maxLength: 4 }),
        (text, messages) => {
          let query: ReturnType<typeof parseQuery>;
          try {
            query = parseQuery(text);
          } catch (error) {
            expect(error).toBeInstanceOf(InsightsError);
            const { start, end } = error as InsightsError;
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(text.length + 1);
            return;
          }
          const { columns, rows } = runQuery(query, events(...messages), options);
          for (const row of rows) {
            expect(row.length).toBe(columns.length);
            for (const value of row) textOf(value);
          }
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it.each(['(', '!', '-', 'not ', 'abs(', '2^', 'a+', 'a and '])(
    '%s a thousand times over ends in an answer',
    (part) => {
      const text = `filter ${part.repeat(1000)}1`;

      expect(() => {
        try {
          runQuery(parseQuery(text), events('{}'), options);
        } catch (error) {
          if (!(error instanceof InsightsError)) throw error;
        }
      }).not.toThrow();
    },
  );
});

describe('a running query', () => {
  const queries = [
    'fields n | sort n desc | limit 3',
    'fields n | dedup n',
    'sort @timestamp desc | limit 4',
    'filter n > 2 | limit 2',
    'stats count(*) as c, min(n) as least, latest(n) as last by bin(2s)',
    'stats sum(n) as s by n | sort s desc, n asc | limit 2',
  ];

  it.each(queries)('finds the same in whatever order events come: %s', (text) => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }),
        fc.infiniteStream(fc.nat(1000)),
        (numbers, random) => {
          const given = events(...numbers.map((n) => ({ n })));
          const shuffled = given.toSorted(() => (random.next().value % 3) - 1);
          const byText = (found: ReturnType<typeof runQuery>) =>
            found.rows.map((row) => row.map(textOf).join()).toSorted();
          expect(byText(runQuery(parseQuery(text), shuffled, options))).toEqual(
            byText(runQuery(parseQuery(text), given, options)),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('time', () => {
  it('grows with the events, not faster', () => {
    // A pattern on which engines that try again take time exponential in the text.
    const slow = `filter @message like /(a+)+$/ or @message like /(a|aa)*b$/`;

    const { rows } = runQuery(parseQuery(slow), events(`${'a'.repeat(20_000)}!`), options);

    expect(rows).toEqual([]);
  });
});
