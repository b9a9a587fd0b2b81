import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDate } from '../../../core/insights/functions/format-date.ts';
import { parseDate } from '../../../core/insights/functions/parse-date.ts';
import { parseQuery, runQuery } from '../../../core/insights/index.ts';
import { events, START, value } from './given.ts';

const at = (iso: string) => String(Date.parse(iso));

describe('parseDate', () => {
  it.each([
    ['parseDate("2026-01-05", "yyyy-MM-dd")', at('2026-01-05T00:00:00Z')],
    ['parseDate("2026-01-05", "yyyy-MM-dd", "UTC")', at('2026-01-05T00:00:00Z')],
    ['parseDate("2026-01-05 08:30:00", "yyyy-MM-dd HH:mm:ss", "Asia/Seoul")', at('2026-01-04T23:30:00Z')],
    ['parseDate("2026-07-05 08:30", "yyyy-MM-dd HH:mm", "America/New_York")', at('2026-07-05T12:30:00Z')],
    [`parseDate("2026-01-05T08:30:00.125Z", "yyyy-MM-dd'T'HH:mm:ss.SSSX")`, at('2026-01-05T08:30:00.125Z')],
    [`parseDate("2026-01-05T08:30:00+09:00", "yyyy-MM-dd'T'HH:mm:ssXXX")`, at('2026-01-04T23:30:00Z')],
    ['parseDate("05/Jan/2026:08:30:00 +0000", "dd/MMM/yyyy:HH:mm:ss Z")', at('2026-01-05T08:30:00Z')],
    ['parseDate("5 January 26", "d MMMM yy")', at('2026-01-05T00:00:00Z')],
    ['parseDate("12:05 AM, Mon 2026-01-05", "hh:mm a, EEE yyyy-MM-dd")', at('2026-01-05T00:05:00Z')],
    ['parseDate("1:05 pm 2026-01-05", "h:mm a yyyy-MM-dd")', at('2026-01-05T13:05:00Z')],
    ['parseDate("20260105", "yyyyMMdd")', at('2026-01-05T00:00:00Z')],
    ['parseDate("2026-02-30", "yyyy-MM-dd")', undefined],
    ['parseDate("2026-01-05", "yyyy/MM/dd")', undefined],
    ['parseDate("2026-01-05 and more", "yyyy-MM-dd")', undefined],
    ['parseDate("08:30", "HH:mm")', undefined],
    ['parseDate("2026", "yyyy", "Nowhere/None")', undefined],
    ['parseDate("x", "QQQQ")', undefined],
    ['parseDate(none, "yyyy")', undefined],
  ])('%s is %s', (expression, expected) => expect(value(expression)).toBe(expected));
});

describe('formatDate', () => {
  it.each([
    ['formatDate(@timestamp, "%Y-%m-%d", "UTC")', '2026-01-05'],
    ['strftime(@timestamp, "%Y-%m-%d")', '2026-01-05'],
    ['formatDate(@timestamp, "%F %T %z", "Asia/Seoul")', '2026-01-05 17:30:00 +0900'],
    ['formatDate(@timestamp, "%a %A %b %B %d %e %j %y")', 'Mon Monday Jan January 05  5 005 26'],
    ['formatDate(@timestamp, "%I:%M %p %R %D %u %w %L %%")', '08:30 AM 08:30 01/05/26 1 1 000 %'],
    ['formatDate(@timestamp, "%s %Z %Q")', `${Date.UTC(2026, 0, 5, 8, 30) / 1000} UTC %Q`],
    ['formatDate(1767600000123, "%T.%f", "Europe/Berlin")', '09:00:00.123000'],
    ['formatDate(@timestamp, "%H", "Nowhere/None")', undefined],
    ['formatDate("text", "%Y")', undefined],
  ])('%s is %s', (expression, expected) => expect(value(expression)).toBe(expected));

  it('gives what parseDate reads again', () => {
    const zones = fc.constantFrom('UTC', 'Asia/Seoul', 'Asia/Kathmandu', 'America/Sao_Paulo');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), zones, (time, zone) => {
        const text = formatDate(time, '%Y-%m-%d %H:%M:%S.%L %z', zone)!;

        expect(parseDate(text, 'yyyy-MM-dd HH:mm:ss.SSS Z')).toBe(time);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the time a query is over', () => {
  it('is known to it', () => {
    const query = parseQuery('fields queryStartTime() as a, queryEndTime() as b, queryTimeRange() as c | limit 1');
    const range = { from: START, to: START + 999 };

    const { rows } = runQuery(query, events('x'), { now: START, limit: 10, range });

    expect(rows[0]?.slice(0, 3)).toEqual([START, START + 999, 999]);
    expect(value('queryStartTime()')).toBeUndefined();
  });
});
