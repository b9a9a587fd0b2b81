import type { CloudTrailRecord } from '../core/cloudtrail/index.ts';
import type { Engine } from '../engine/index.ts';
import type { ConfigurationItem, Week } from '../samples/index.ts';

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
  const { cloudtrail, config } = engine.services;
  let done = 0;
  for (const { time, records, items } of moments(week)) {
    await engine.clock.advanceTo(time);
    cloudtrail.ports.deliver(records);
    for (const item of items) config.ports.record(item);
    done += records.length;
    step(done);
  }
  await engine.clock.advanceTo(end);
  await engine.clock.idle();
}

interface Moment {
  /** ms since 1970 */
  readonly time: number;
  readonly records: CloudTrailRecord[];
  readonly items: ConfigurationItem[];
}

/** The week's records and items by the second they belong to, in order. */
function moments(week: Week): Moment[] {
  const byTime = new Map<number, Moment>();
  const at = (iso: string): Moment => {
    const time = Math.floor(Date.parse(iso) / 1000) * 1000;
    const found = byTime.get(time) ?? { time, records: [], items: [] };
    byTime.set(time, found);
    return found;
  };
  for (const record of week.records) at(record.eventTime).records.push(record);
  for (const item of week.items) at(item.configurationItemCaptureTime).items.push(item);
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}
