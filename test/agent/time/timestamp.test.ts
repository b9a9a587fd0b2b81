import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timestampFinder } from '../../../agent/time/timestamp.ts';

const NOW = Date.UTC(2026, 10, 21, 5, 0);

/** The time found in a line, as ISO text. */
function found(format: string, line: string, now = NOW): string | undefined {
  const finder = timestampFinder(format, 'utc');
  const bytes = Buffer.from(line);
  return finder.find(bytes, 0, bytes.length, now) ? new Date(finder.ms).toISOString() : undefined;
}

describe('a timestamp', () => {
  it.each([
    ['%b %d %H:%M:%S', 'Nov 20 13:02:09 host sshd[1]: x', '2026-11-20T13:02:09.000Z'],
    ['%b %d %H:%M:%S', 'Nov  3 03:02:09 host', '2026-11-03T03:02:09.000Z'],
    ['%Y-%m-%dT%H:%M:%S.%f%z', 'at 2026-11-20T13:02:09.1234567+09:00 x', '2026-11-20T04:02:09.123Z'],
    ['%Y-%m-%dT%H:%M:%S%z', '2026-11-20T13:02:09Z', '2026-11-20T13:02:09.000Z'],
    ['%d/%b/%Y:%H:%M:%S %z', '1.2.3.4 - - [20/Nov/2026:13:02:09 -0500] "GET /"', '2026-11-20T18:02:09.000Z'],
    ['%Y/%m/%d %I:%M:%S %p', '2026/11/20 01:02:09 PM', '2026-11-20T13:02:09.000Z'],
    ['%d %B %y %H:%M', '20 November 26 13:02', '2026-11-20T13:02:00.000Z'],
    ['%A, %d %b %Y %H:%M:%S %Z', 'Friday, 20 Nov 2026 13:02:09 GMT', '2026-11-20T13:02:09.000Z'],
    ['%s', '{"ts":1795179729,"m":1}', '2026-11-20T13:02:09.000Z'],
    ['%s', '1795179729123 x', '2026-11-20T13:02:09.123Z'],
    ['json:a.time', '{"a":{"time":"2026-11-20T13:02:09.5Z"}}', '2026-11-20T13:02:09.500Z'],
    ['json:t', '{"t":1795179729.25}', '2026-11-20T13:02:09.250Z'],
    ['iso8601', 'x 2026-11-20 13:02:09+01:00', '2026-11-20T12:02:09.000Z'],
    ['%H:%M:%S', '23:10:00 late', '2026-11-20T23:10:00.000Z'],
  ])('%s in %s', (format, line, expected) => {
    expect(found(format, line)).toBe(expected);
  });

  it('without a year is the last one, where it would be more than 30 days ahead', () => {
    expect(found('%b %d %H:%M:%S', 'Dec 31 23:59:59 x')).toBe('2025-12-31T23:59:59.000Z');
    expect(found('%b %d %H:%M:%S', 'Dec  1 00:00:00 x')).toBe('2026-12-01T00:00:00.000Z');
  });

  it('without a year may be a 29 February', () => {
    expect(found('%b %d %H:%M:%S', 'Feb 29 10:00:00 x')).toBe('2024-02-29T10:00:00.000Z');
  });

  it('that no calendar has is none', () => {
    expect(found('%Y-%m-%d', '2026-02-30')).toBeUndefined();
    expect(found('%Y-%m-%d %H', '2026-02-03 25')).toBeUndefined();
  });

  it('of any instant is read back', () => {
    const finder = timestampFinder('%Y-%m-%dT%H:%M:%S.%f%z', 'utc');
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.nat(20),
        (date, pad) => {
          const bytes = Buffer.from(`${'-'.repeat(pad)} ${date.toISOString()} x`);
          expect(finder.find(bytes, 0, bytes.length, NOW)).toBe(true);
          expect(finder.ms).toBe(date.getTime());
        },
      ),
    );
  });

  it('of any bytes is found or not, without an error', () => {
    const finder = timestampFinder('%b %d %H:%M:%S.%f %p %z', 'local');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void finder.find(bytes, 0, bytes.length, NOW)));
  });
});
