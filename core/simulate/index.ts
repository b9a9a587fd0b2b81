import type { ConfigurationItem } from '../configuration-item/index.ts';
import type { Outcome } from './outcome.ts';
import type { SimulationPlan } from './plan.ts';
import type { SimulatedRecord } from './record.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';

export { eventText, isReadOnlyManagement } from './bus.ts';
export { type KindField, kindFields, kindOf, type RecordKind, recordKind } from './kind.ts';
export { type MessageOptions, messageOf } from './message.ts';
export type { Blind } from './metric-alarm.ts';
export type {
  AlarmOutcome,
  AlertOutcome,
  ChangeOutcome,
  ComplianceOutcome,
  DigestOutcome,
  Outcome,
} from './outcome.ts';
export type {
  Home,
  SimulatedAlarm,
  SimulatedAlert,
  SimulatedConfigRule,
  SimulatedFilter,
  SimulationPlan,
} from './plan.ts';
export { type SimulatedRecord, simulated } from './record.ts';
export { Simulation, type SimulationOptions } from './simulation.ts';

export interface SimulateOptions extends SimulationOptions {
  /** Where the clock stops, milliseconds; without it, it runs on after the last record until no alarm can change any more. */
  readonly end?: number;
  /** Items from elsewhere, in the order of their times; those of a record's second come behind it. */
  readonly items?: readonly ConfigurationItem[];
}

/**
 * The meaning of the whole chain on virtual time: records, by time, through filters, metrics, alarms and alert rules.
 * @returns what people would be told, in its order; an alarm due in the very second of a record comes before it
 */
export async function* simulate(
  plan: SimulationPlan,
  records: Iterable<SimulatedRecord> | AsyncIterable<SimulatedRecord>,
  options: SimulateOptions = {},
): AsyncGenerator<Outcome> {
  const simulation = new Simulation(plan, options);
  const items = (options.items ?? []).values();
  let item = items.next().value;
  for await (const record of records) {
    for (; item && secondOf(item) < record.time; item = items.next().value) yield* simulation.take(item);
    yield* simulation.play(record);
  }
  for (; item; item = items.next().value) yield* simulation.take(item);
  yield* options.end === undefined ? simulation.settle() : simulation.end(options.end);
}

/** The whole second an item was captured in, milliseconds since 1970. */
const secondOf = ({ configurationItemCaptureTime: time }: ConfigurationItem): number =>
  Math.floor(Date.parse(time) / 1000) * 1000;
