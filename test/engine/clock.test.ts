import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineClock } from '../../engine/clock.ts';

const START = Date.parse('2000-01-01T00:00:00Z');
const virtualClock = (report: (error: unknown) => void = () => {}) => new EngineClock(START, report);

describe('a virtual clock', () => {
  it('stands still until it is told to move', async () => {
    const clock = virtualClock();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.now()).toBe(START);
    await clock.advanceTo(START + 1000);
    expect(clock.now()).toBe(START + 1000);
  });

  it('runs what falls due on the way, in order of time and then of setting, at its own time', async () => {
    const clock = virtualClock();
    const ran: [string, number][] = [];
    const note = (name: string) => () => void ran.push([name, clock.now() - START]);
    clock.at(START + 20, note('late'));
    clock.at(START + 10, note('first of two'));
    clock.at(START + 10, note('second of two'));
    clock.at(START + 31, note('not yet'));

    await clock.advanceTo(START + 30);

    expect(ran).toEqual([
      ['first of two', 10],
      ['second of two', 10],
      ['late', 20],
    ]);
  });

  it('runs what a timer sets for the time it moves through', async () => {
    const clock = virtualClock();
    const ran: number[] = [];
    const every = (step: number) => () => {
      ran.push(clock.now() - START);
      clock.at(clock.now() + step, every(step));
    };
    clock.at(START + 10, every(10));
    await clock.advanceTo(START + 45);
    expect(ran).toEqual([10, 20, 30, 40]);
  });

  it('does not move while something is in flight', async () => {
    const clock = virtualClock();
    const release = clock.hold();
    const moved = clock.advanceTo(START + 10);
    let done = false;
    void moved.then(() => {
      done = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(done).toBe(false);
    release();
    await moved;
    expect(clock.now()).toBe(START + 10);
  });

  it('waits for what a timer put in flight before it runs the next', async () => {
    const clock = virtualClock();
    const order: string[] = [];
    clock.at(START + 1, () => {
      const release = clock.hold();
      setTimeout(() => {
        order.push('delivered');
        release();
      }, 5);
    });
    clock.at(START + 2, () => void order.push('next timer'));
    await clock.advanceTo(START + 3);
    expect(order).toEqual(['delivered', 'next timer']);
  });

  it('goes on when a task throws, and says so', async () => {
    const reported: unknown[] = [];
    const clock = virtualClock((error) => reported.push(error));
    const ran: string[] = [];
    clock.at(START + 1, () => {
      throw new Error('a fault');
    });
    clock.at(START + 2, () => void ran.push('after'));
    await clock.advanceTo(START + 3);
    expect(ran).toEqual(['after']);
    expect(reported).toEqual([new Error('a fault')]);
  });

  it('forgets a cancelled timer', async () => {
    const clock = virtualClock();
    const ran: string[] = [];
    const timer = clock.at(START + 1, () => void ran.push('cancelled'));
    clock.at(START + 1, () => void ran.push('kept'));
    timer.cancel();
    await clock.advanceTo(START + 2);
    expect(ran).toEqual(['kept']);
  });

  it('follows the system once told, running what has fallen due meanwhile', async () => {
    const clock = virtualClock();
    const ran = new Promise<number>((resolve) => clock.at(START + 5, () => resolve(clock.now())));
    clock.follow();
    expect(await ran).toBeGreaterThan(START + 5);
    expect(clock.virtual).toBe(false);
  });

  it('runs any timers in order of time, then of setting', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), async (delays) => {
        const clock = virtualClock();
        const ran: [delay: number, set: number][] = [];
        delays.forEach((delay, set) => {
          clock.at(START + delay, () => void ran.push([delay, set]));
        });
        await clock.advanceTo(START + 20);
        const expected = delays.map((delay, set) => [delay, set] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(ran).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a clock on the system time', () => {
  it('runs a timer when its time has come', async () => {
    const clock = new EngineClock(undefined, () => {});
    const at = Date.now() + 10;
    const ranAt = await new Promise<number>((resolve) => clock.at(at, () => resolve(Date.now())));
    expect(ranAt).toBeGreaterThanOrEqual(at);
  });
});
