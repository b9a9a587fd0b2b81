import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Finding,
  findingOf,
  IncidentWindows,
  MOST_LISTED,
  MOST_TOLD,
  WINDOW,
} from '../../../core/incident/index.ts';
import { record } from '../../../rules/kit/index.ts';

const start = Date.UTC(2026, 0, 5, 8, 30);

let number = 0;
const finding = (what: string, more: Partial<Finding> = {}): Finding => ({
  kind: 'alert',
  rule: 'r',
  account: '1',
  id: `event-${number++}`,
  time: start,
  incident: { who: 'alice', what },
  key: what,
  ...more,
});

describe('a window of incidents', () => {
  it('tells each incident once, and its repetitions in a digest when it ends', () => {
    const windows = new IncidentWindows();
    const told = [windows.take(finding('a'), start), windows.take(finding('b'), start + 1000)];
    const again = finding('a', { time: start + 2000 });
    const counted = [
      windows.take(again, start + 2000),
      windows.take(finding('a', { time: start + 3000 }), start + 3000),
    ];

    expect(told).toEqual([true, true]);
    expect(counted).toEqual([false, false]);
    expect(windows.due(start + WINDOW - 1)).toEqual([]);
    expect(windows.due(start + WINDOW)).toMatchObject([
      {
        at: start + WINDOW,
        digest: {
          rest: {
            count: 2,
            first: start + 2000,
            last: start + 3000,
            counted: { a: { who: 'alice', what: 'a', count: 2, sample: again.id } },
          },
        },
      },
    ]);
    expect(windows.due(start + 10 * WINDOW)).toEqual([]);
  });

  it('tells an incident again in the next window', () => {
    const windows = new IncidentWindows();

    expect(windows.take(finding('a'), start)).toBe(true);
    expect(windows.take(finding('a'), start + WINDOW)).toBe(true);
  });

  it('tells again what was to be told and failed', () => {
    const windows = new IncidentWindows();
    const one = finding('a');

    expect([windows.take(one, start), windows.take(one, start)]).toEqual([true, true]);
  });

  it('keeps rules and accounts apart', () => {
    const windows = new IncidentWindows();
    windows.take(finding('a'), start);

    expect(windows.take(finding('a', { rule: 'other' }), start)).toBe(true);
    expect(windows.take(finding('a', { account: '2' }), start)).toBe(true);
  });

  it('sends a digest no sooner than a minute after the first finding it counts', () => {
    const windows = new IncidentWindows();
    windows.take(finding('a'), start);
    windows.take(finding('a'), start + WINDOW - 1500);

    expect(windows.due(start + WINDOW + 58_999)).toEqual([]);
    expect(windows.due(start + WINDOW + 59_000)).toHaveLength(1);
  });

  it('tells or counts every finding, lists no more than a reader takes in, and names the rest by number', () => {
    const moment = fc.record({ key: fc.integer({ min: 0, max: 60 }), step: fc.integer({ min: 0, max: 200_000 }) });
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 200 }), (moments) => {
        const windows = new IncidentWindows();
        let now = start;
        let told = 0;
        const digests = [];
        for (const { key, step } of moments) {
          now += step;
          digests.push(...windows.due(now));
          if (windows.take(finding(`k${key}`, { time: now }), now)) told += 1;
        }
        digests.push(...windows.due(Number.POSITIVE_INFINITY));
        const counted = digests.reduce((sum, { digest }) => sum + digest.rest.count, 0);
        expect(told + counted).toBe(moments.length);
        for (const { digest } of digests) {
          const listed = Object.values(digest.rest.counted);
          expect(Object.keys(digest.told).length).toBeLessThanOrEqual(MOST_TOLD);
          expect(listed.length).toBeLessThanOrEqual(MOST_LISTED);
          expect(listed.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(digest.rest.count);
          expect(digest.rest.first).toBeLessThanOrEqual(digest.rest.last);
        }
      }),
    );
  });
});

describe('incidents of records', () => {
  const call = (more: Parameters<typeof record>[1] = {}) =>
    record('CreateUser', { request: { userName: 'mallory' }, ...more });
  const keyOf = (one: ReturnType<typeof record>, about = 'mallory') => findingOf('iam-user-created', one, about).key;

  it('are the same for the same call by the same caller on the same thing', () => {
    expect(keyOf({ ...call(), eventID: 'x', eventTime: '2026-01-01T00:00:00Z' })).toBe(keyOf(call()));
  });

  it('are others for another thing, call, region or end', () => {
    const keys = [
      keyOf(call()),
      keyOf(call(), 'eve'),
      keyOf({ ...call(), eventName: 'DeleteUser' }),
      keyOf({ ...call(), awsRegion: 'eu-west-1' }),
      keyOf(call({ errorCode: 'AccessDenied' })),
      keyOf({ ...call(), userIdentity: { type: 'Root', accountId: '123456789012' } }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
