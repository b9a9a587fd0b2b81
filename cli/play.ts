import type { Engine } from '../engine/index.ts';
import type { Week } from '../samples/index.ts';

/**
 * Plays a week into an engine on virtual time: each record and each configuration item at its own moment, then on to `end`. Nothing
 * is skipped on the way: what falls due between two records (an alarm, a retry) has happened before the second.
 */
export async function play(
  engine: Engine,
  week: Week,
  end: number,
  step: (done: number) => void = () => {},
): Promise<void> {
  const { cloudtrail } = engine.services;
  let done = 0;
  for (const [second, records] of Map.groupBy(week.records, ({ eventTime }) => eventTime)) {
    await engine.clock.advanceTo(Date.parse(second));
    cloudtrail.ports.deliver(records);
    done += records.length;
    step(done);
  }
  await engine.clock.advanceTo(end);
  await engine.clock.idle();
}
