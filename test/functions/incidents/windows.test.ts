import { ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Finding, IncidentWindows, WINDOW, windowId, windowStart } from '../../../core/incident/index.ts';
import { givenHandlers, NOW } from '../given.ts';

const { served, calls } = await givenHandlers();
const { closed, taken } = await import('../../../functions/incidents/windows.ts');

const scheduler = new SchedulerClient(served.config);
afterAll(() => scheduler.destroy());

let run = 0;
let number = 0;
const finding = (key: string, more: Partial<Finding> = {}): Finding => ({
  kind: 'alert',
  rule: `rule-${run}`,
  account: '123456789012',
  id: `event-${number++}`,
  time: NOW,
  incident: { who: 'alice', what: 'CreateUser', about: key },
  key,
  ...more,
});

const start = windowStart(NOW);

describe('windows kept in the table', () => {
  it('tell, count and sum up as those in memory do, whatever comes', async () => {
    const moment = fc.record({
      key: fc.integer({ min: 0, max: 30 }).map(String),
      at: fc.integer({ min: 0, max: 3 * 60_000 }),
      step: fc.integer({ min: 0, max: 90_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { maxLength: 60 }), async (moments) => {
        run += 1;
        const memory = new IncidentWindows();
        let now = start;
        const ids = new Set<string>();
        for (const { key, at, step } of moments) {
          now += step;
          const one = finding(key, { time: now - at });
          ids.add(windowId(one, windowStart(now)));
          expect(await taken(one, now)).toBe(memory.take(one, now));
        }
        const expected = memory.due(Number.POSITIVE_INFINITY).map(({ digest }) => digest);
        const found = [];
        for (const id of ids) found.push((await closed(id)) ?? []);
        expect(found.flat()).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('lose nothing to many who write at once', async () => {
    run += 1;
    const findings = Array.from({ length: 300 }, (_, i) => finding(`k${i % 40}`, { time: NOW + ((i * 7919) % 1000) }));

    const told = await Promise.all(findings.map((one) => taken(one, NOW)));
    const digest = await closed(windowId(findings[0]!, start));

    const times = findings.flatMap(({ time }, i) => (told[i] ? [] : [time]));
    expect(told.filter(Boolean)).toHaveLength(10);
    expect(digest?.rest.count).toBe(290);
    expect([digest?.rest.first, digest?.rest.last]).toEqual([Math.min(...times), Math.max(...times)]);
    expect(Object.keys(digest?.rest.counted ?? {})).toHaveLength(20);
  });

  it('take what comes after their digest was made in the next one', async () => {
    run += 1;
    await taken(finding('a'), NOW);
    await taken(finding('a'), NOW);
    await closed(windowId(finding('a'), start));

    expect(await taken(finding('a'), NOW)).toBe(true);
    expect(await taken(finding('a'), NOW)).toBe(false);
    expect((await closed(windowId(finding('a'), start + WINDOW)))?.rest.count).toBe(1);
  });

  it('make a schedule for their digest with the first finding they count, and one only', async () => {
    run += 1;
    const of = async () => (await scheduler.send(new ListSchedulesCommand({}))).Schedules?.length ?? 0;
    const before = await of();
    await taken(finding('a'), NOW);
    const quiet = await of();
    calls.splice(0);

    for (let i = 0; i < 5; i++) await taken(finding('a'), NOW);

    expect(quiet).toBe(before);
    expect(await of()).toBe(before + 1);
    expect(calls.filter(({ operation }) => operation === 'CreateSchedule')).toHaveLength(1);
  });

  it('are not counted in when no schedule can be made', async () => {
    run += 1;
    const { DIGEST_ARN } = process.env;
    await taken(finding('a'), NOW);
    delete process.env.DIGEST_ARN;

    await expect(taken(finding('a'), NOW)).rejects.toThrow('DIGEST_ARN');

    process.env.DIGEST_ARN = DIGEST_ARN;
    expect(await closed(windowId(finding('a'), start))).toBeUndefined();
  });

  it('have no digest where there was none to make', async () => {
    expect(await closed('window#alert#none#1#2026-01-01T00:00:00.000Z')).toBeUndefined();
  });
});
