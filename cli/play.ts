import type { CloudTrailRecord } from '../core/cloudtrail/index.ts';
import type { Engine } from '../engine/index.ts';
import type { ConfigurationItem, HostDatum, Week } from '../samples/index.ts';

/**
 * Plays a week into an engine on virtual time: each record and each configuration item at its own moment, what instances measured by the
 * hour, then on to `end`. A week without items is that of an account without AWS Config: the engine rebuilds them from the records. Nothing is skipped on the way: what falls due between two records (an alarm, a retry) has happened before the
 * second.
 */
export async function play(
  engine: Engine,
  week: Week,
  end: number,
  step: (done: number) => void = () => {},
): Promise<void> {
  const { cloudtrail, cloudwatch, config } = engine.services;
  let done = 0;
  for (const { time, records, items, metrics } of moments(week)) {
    await engine.clock.advanceTo(time);
    cloudtrail.ports.deliver(records, week.items.length > 0);
    for (const item of items) config.ports.record(item);
    cloudwatch.ports.put(metrics);
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
  readonly metrics: HostDatum[];
}

/** The week's records, items and measurements by the second they belong to, in order. */
function moments(week: Week): Moment[] {
  const byTime = new Map<number, Moment>();
  const at = (exact: number): Moment => {
    const time = Math.floor(exact / 1000) * 1000;
    const found = byTime.get(time) ?? { time, records: [], items: [], metrics: [] };
    byTime.set(time, found);
    return found;
  };
  for (const record of week.records) at(Date.parse(record.eventTime)).records.push(record);
  for (const item of week.items) at(Date.parse(item.configurationItemCaptureTime)).items.push(item);
  for (const hour of week.metrics) at(hour.at(-1)?.timestamp ?? 0).metrics.push(...hour);
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}
