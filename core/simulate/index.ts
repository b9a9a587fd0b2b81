import type { Outcome } from './outcome.ts';
import type { SimulationPlan } from './plan.ts';
import type { SimulatedRecord } from './record.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';

export { eventText, isReadOnlyManagement } from './bus.ts';
export { type KindField, kindFields, kindOf, type RecordKind, recordKind } from './kind.ts';
export { type MessageOptions, messageOf } from './message.ts';
export type { Blind } from './metric-alarm.ts';
export type { AlarmOutcome, AlertOutcome, DigestOutcome, Outcome } from './outcome.ts';
export type { Home, SimulatedAlarm, SimulatedAlert, SimulatedFilter, SimulationPlan } from './plan.ts';
export { type SimulatedRecord, simulated } from './record.ts';
export { Simulation, type SimulationOptions } from './simulation.ts';

export interface SimulateOptions extends SimulationOptions {
  /** Where the clock stops, milliseconds; without it, it runs on after the last record until no alarm can change any more. */
  readonly end?: number;
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
  for await (const record of records) yield* simulation.play(record);
  yield* options.end === undefined ? simulation.settle() : simulation.advance(options.end);
}
