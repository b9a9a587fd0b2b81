import type { ConfigurationItem } from '../configuration-item/index.ts';
import { compileTransformation, FilterSet, metricIn, type Transformation } from '../filter-pattern/index.ts';
import { findingOf, findingOfVerdict, IncidentWindows } from '../incident/index.ts';
import { tellsOfCompliance } from '../message/index.ts';
import { type Dimension, metricKey } from '../metric/index.ts';
import { AlertRules } from './alerts.ts';
import { Configuration, type Found, type Rebuilding } from './configuration.ts';
import type { RecordKind } from './kind.ts';
import { KnownFilters } from './known-filters.ts';
import { type Blind, MetricAlarm } from './metric-alarm.ts';
import type { AlertOutcome, Outcome } from './outcome.ts';
import type { SimulatedFilter, SimulationPlan } from './plan.ts';
import type { SimulatedRecord } from './record.ts';

export interface SimulationOptions extends Rebuilding {
  /** When the plan is in place, milliseconds; without it, with the first record. */
  readonly start?: number;
  /** Told of every record a filter matches. */
  readonly onMatch?: (filter: SimulatedFilter, record: SimulatedRecord) => void;
}

/** What a record's kind decides. */
interface Decision {
  /** The filters that match, undefined where the record must be read for them. */
  readonly filters: readonly number[] | undefined;
  readonly mayAlert: boolean;
  /** Whether it changes a resource that Config's rules judge. */
  readonly reconfigures: boolean;
  /** Nothing in the plan takes notice of the record. */
  readonly isIdle: boolean;
}

/** A filter with a metric. */
interface MetricFilter {
  readonly transformation: Transformation;
  readonly namespace: string;
  readonly name: string;
  /** The minute in which it last matched something. */
  matchedMinute: number;
  /** The alarms on its metric without dimensions. */
  alarms: readonly MetricAlarm[];
}

const minute = 60_000;
const minuteOf = (time: number) => Math.floor(time / minute) * minute;

/** The chain on virtual time: each record moves the clock to its own time, and what falls due before it comes first. */
export class Simulation {
  readonly #plan: SimulationPlan;
  readonly #options: SimulationOptions;
  readonly #set: FilterSet;
  readonly #metricFilters: readonly (MetricFilter | undefined)[];
  readonly #withDefault: readonly MetricFilter[];
  readonly #knownFilters: KnownFilters;
  readonly #alerts: AlertRules;
  readonly #configuration: Configuration | undefined;
  readonly #incidents = new IncidentWindows();
  readonly #decisions = new WeakMap<RecordKind, Decision>();
  readonly #watching = new Map<string, MetricAlarm[]>();
  #alarms: MetricAlarm[] = [];
  /** Alarms an evaluation might change. */
  #awake: MetricAlarm[] = [];
  #now: number | undefined;
  /** The minute in which the last records came, until it is over. */
  #minute: number | undefined;

  constructor(plan: SimulationPlan, options: SimulationOptions = {}) {
    this.#plan = plan;
    this.#options = options;
    this.#metricFilters = plan.filters.map(asMetricFilter);
    this.#withDefault = this.#metricFilters.filter(
      (one) => one?.transformation.defaultValue !== undefined,
    ) as MetricFilter[];
    const selectors = this.#metricFilters.flatMap((one) => one?.transformation.selectors ?? []);
    const patterns = plan.filters.map(({ pattern }) => pattern);
    this.#set = new FilterSet(patterns, selectors);
    this.#knownFilters = new KnownFilters(
      patterns,
      new Set(this.#metricFilters.flatMap((one, index) => (one && readsMessage(one) ? [index] : []))),
    );
    this.#alerts = new AlertRules(plan.alerts, plan.home, plan.readsFromLogs);
    this.#configuration = plan.configRules && new Configuration(plan, options);
    if (options.start !== undefined) this.#begin(options.start);
  }

  /** Plays one record; they come in the order of their times. */
  play(record: SimulatedRecord): Outcome[] {
    if (this.#now === undefined) this.#begin(record.time);
    const outcomes = this.advance(record.time);
    this.#minute = minuteOf(record.time);
    const decided = this.#decisionFor(record.kind);
    if (decided.isIdle) return outcomes;
    const text = decided.filters === undefined || decided.mayAlert ? record.text : '';
    for (const index of decided.filters ?? this.#set.match(text)) {
      this.#options.onMatch?.(this.#plan.filters[index]!, record);
      const filter = this.#metricFilters[index];
      if (filter !== undefined) this.#count(filter, index, record);
    }
    if (decided.reconfigures) this.#configuration?.play(record);
    if (!decided.mayAlert) return outcomes;
    const alerts = this.#alerts.match(record, text);
    return alerts.length === 0 ? outcomes : [...outcomes, ...alerts.map((alert) => this.#placed(alert))];
  }

  /** Moves the clock on, to what falls due up to and at `time`. */
  advance(time: number): Outcome[] {
    const found = this.#configuration && this.#configuration.nextDue <= time ? this.#configuration.advance(time) : [];
    const outcomes: Outcome[] = [...found.map((one) => this.#told(one)), ...this.#digests(time)];
    this.#closeMinute(time);
    for (let alarm = this.#nextDue(); alarm !== undefined && alarm.due <= time; alarm = this.#nextDue()) {
      const outcome = alarm.evaluate();
      if (outcome !== undefined) outcomes.push(outcome);
      if (alarm.isAtRest) this.#awake.splice(this.#awake.indexOf(alarm), 1);
    }
    this.#now = Math.max(this.#now ?? time, time);
    return outcomes.length > 1 ? outcomes.sort((a, b) => a.time - b.time) : outcomes;
  }

  /**
   * Takes an item from elsewhere, such as AWS Config's own; items and records come in the order of their times. Those from before the
   * beginning are what there was by then.
   */
  take(item: ConfigurationItem): Outcome[] {
    const outcomes = this.#now === undefined ? [] : this.advance(Date.parse(item.configurationItemCaptureTime));
    return [...outcomes, ...(this.#configuration?.take(item) ?? []).map((one) => this.#told(one))];
  }

  /** Ends at a moment: what was recorded in its own second, and is to be judged, is judged, too. */
  end(time: number): Outcome[] {
    return [...this.advance(time), ...this.#rest()];
  }

  /** Lets the clock run until no alarm can change any more: after the last record, when its datapoints have passed. */
  settle(): Outcome[] {
    const outcomes = [...this.#rest(), ...(this.#minute === undefined ? [] : this.advance(this.#minute + minute))];
    for (let alarm = this.#nextDue(); alarm !== undefined; alarm = this.#nextDue()) {
      outcomes.push(...this.advance(alarm.due));
    }
    return [...outcomes, ...this.#digests(Number.POSITIVE_INFINITY)];
  }

  /** For how long each alarm was blind; see `MetricAlarm.blind`. */
  blind(): Blind[] {
    return this.#alarms.map((alarm) => alarm.blind);
  }

  /** An alert, with whether its incident is told at once. */
  #placed(alert: Omit<AlertOutcome, 'told'>): AlertOutcome {
    const finding = findingOf(alert.rule, alert.record, alert.resource);
    return { ...alert, told: this.#incidents.take(finding, alert.time) };
  }

  /** A verdict, with whether it is told at once. */
  #told(found: Found): Outcome {
    if (found.kind === 'change') return found;
    const { rule, transition, time } = found;
    if (!tellsOfCompliance(transition)) return { ...found, told: false };
    const finding = findingOfVerdict(transition, `${rule}@${time}`);
    return { ...found, told: this.#incidents.take(finding, time) };
  }

  #rest(): Outcome[] {
    return (this.#configuration?.end() ?? []).map((found) => this.#told(found));
  }

  #digests(time: number): Outcome[] {
    return this.#incidents.due(time).map(({ digest, at }) => ({ kind: 'digest', rule: digest.rule, time: at, digest }));
  }

  #begin(time: number): void {
    this.#now = time;
    this.#configuration?.begin(time);
    this.#alarms = this.#plan.alarms.map((alarm) => new MetricAlarm(alarm, time));
    this.#awake = [...this.#alarms];
    for (const [index, alarm] of this.#alarms.entries()) {
      const key = metricKey(this.#plan.alarms[index]!.metric);
      this.#watching.set(key, [...(this.#watching.get(key) ?? []), alarm]);
    }
    for (const filter of this.#metricFilters) if (filter !== undefined) filter.alarms = this.#alarmsOn(filter, []);
  }

  #alarmsOn({ namespace, name }: MetricFilter, dimensions: readonly Dimension[]): readonly MetricAlarm[] {
    return this.#watching.get(metricKey({ namespace, name, dimensions })) ?? [];
  }

  #decisionFor(kind: RecordKind): Decision {
    let decision = this.#decisions.get(kind);
    if (decision === undefined) {
      const filters = this.#knownFilters.decide(kind);
      const mayAlert = this.#alerts.mayMatch(kind);
      const reconfigures = this.#configuration?.takes(kind) === true;
      decision = { filters, mayAlert, reconfigures, isIdle: filters?.length === 0 && !mayAlert && !reconfigures };
      this.#decisions.set(kind, decision);
    }
    return decision;
  }

  #nextDue(): MetricAlarm | undefined {
    let next: MetricAlarm | undefined;
    for (const alarm of this.#awake) if (next === undefined || alarm.due < next.due) next = alarm;
    return next;
  }

  #count(filter: MetricFilter, index: number, record: SimulatedRecord): void {
    filter.matchedMinute = minuteOf(record.time);
    const datum = metricIn(filter.transformation, this.#set, index);
    if (datum === undefined) return;
    const dimensions = Object.entries(datum.dimensions).map(([name, value]) => ({ name, value }));
    const alarms = dimensions.length === 0 ? filter.alarms : this.#alarmsOn(filter, dimensions);
    this.#put(alarms, filter.transformation, record.time, datum.value, record);
  }

  #put(
    alarms: readonly MetricAlarm[],
    { unit }: Transformation,
    time: number,
    value: number,
    record?: SimulatedRecord,
  ): void {
    for (const alarm of alarms) {
      if (alarm.isAtRest) this.#awake.push(alarm);
      alarm.add(time, value, unit ?? 'None', record);
    }
  }

  /** When a minute in which records came is over, filters that matched none of them report their default value. */
  #closeMinute(time: number): void {
    const ended = this.#minute;
    if (ended === undefined || time < ended + minute) return;
    this.#minute = undefined;
    for (const { alarms, transformation, matchedMinute } of this.#withDefault) {
      if (matchedMinute !== ended) this.#put(alarms, transformation, ended, transformation.defaultValue ?? 0);
    }
  }
}

/** Does its value, or a dimension, come out of the message? */
const readsMessage = ({ transformation: { value, dimensions } }: MetricFilter): boolean =>
  value.kind !== 'constant' || dimensions.length > 0;

function asMetricFilter({ pattern, metric }: SimulatedFilter): MetricFilter | undefined {
  if (metric === undefined) return undefined;
  const transformation = compileTransformation(metric.transformation, pattern);
  return { transformation, namespace: metric.namespace, name: metric.name, matchedMinute: 0, alarms: [] };
}
