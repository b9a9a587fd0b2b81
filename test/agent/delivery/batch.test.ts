import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Batch, limits, type Origin } from '../../../agent/delivery/batch.ts';

const nowhere: Origin = { taken: () => undefined, delivered: () => undefined };
const events = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 4e12 }), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })),
  {
    minLength: 1,
    maxLength: 60,
  },
);

describe('a batch', () => {
  it('is the JSON of its events in the order of their times, those of one time as they came', () => {
    fc.assert(
      fc.property(events, (given) => {
        const batch = new Batch('g"1', 's', Buffer.alloc(16));
        for (const [time, message] of given) {
          const bytes = Buffer.from(message);
          batch.add(time, bytes, 0, bytes.length);
          batch.cover(nowhere, 0, 1);
        }
        const logEvents = given
          .map(([timestamp, message]) => ({ timestamp, message: Buffer.from(message).toString() }))
          .sort((a, b) => a.timestamp - b.timestamp);
        expect(JSON.parse(batch.finish().toString())).toEqual({ logGroupName: 'g"1', logStreamName: 's', logEvents });
        const size = given.reduce((sum, [, message]) => sum + Buffer.byteLength(message) + 26, 0);
        expect(batch.bytes).toBe(size);
      }),
    );
  });

  it('takes 10,000 events, 1 MiB with 26 bytes for each, and less than 24 hours, and no more', () => {
    const batch = new Batch('g', 's', Buffer.alloc(16));
    const message = Buffer.alloc(1000, 97);
    let count = 0;
    for (; batch.takes(1e12, message.length, limits); count += 1) batch.add(1e12, message, 0, message.length);
    expect(count).toBe(Math.floor(1_048_576 / 1026));
    const small = new Batch('g', 's', Buffer.alloc(16));
    for (count = 0; small.takes(1e12, 1, limits); count += 1) small.add(1e12, message, 0, 1);
    expect(count).toBe(10_000);
    const long = new Batch('g', 's', Buffer.alloc(16));
    long.add(1e12, message, 0, 1);
    expect(long.takes(1e12 + 86_400_000 - 1, 1, limits)).toBe(true);
    expect(long.takes(1e12 + 86_400_000, 1, limits)).toBe(false);
    expect(long.takes(1e12 - 86_400_000, 1, limits)).toBe(false);
  });
});
