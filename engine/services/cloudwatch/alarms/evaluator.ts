import { type AlarmState, type Between, decide, evaluate, repeats, type Window } from '../../../../core/alarm/index.ts';
import type { Timer } from '../../../clock.ts';
import type { Line } from '../recent.ts';
import type { Series } from '../series.ts';
import type { CloudWatchState } from '../state.ts';
import { Frame, frameKey, globalKey, type Look, lookKey, lookOf, steadyFor, type Watch, watchOf } from './look.ts';
import { type MetricAlarmRecord, thresholdAlarm } from './record.ts';
import type { Transitions } from './transition.ts';
import { type AlarmValues, valuesOf } from './values.ts';

/**
 * Evaluates metric alarms when they are due, on one timer for all of them. Alarms that look at the same are judged together, by values
 * read once. A look that saw no datapoint and changed no state is left alone until one comes or one of its alarms is changed, so a quiet
 * account costs nothing however far the clock moves.
 */
export class Evaluator {
  readonly #state: CloudWatchState;
  readonly #transitions: Transitions;
  readonly #watches = new Map<string, { readonly watch: Watch; readonly lookKey: string }>();
  readonly #looks = new Map<string, Look>();
  readonly #byMetric = new Map<string, Set<Look>>();
  readonly #frames = new Map<string, Frame>();
  readonly #awake = new Set<Look>();
  /** Those awake, looks at the same metric together; undefined after a change. */
  #order: readonly Look[] | undefined;
  #timer: Timer | undefined;
  #due = Number.POSITIVE_INFINITY;

  constructor(state: CloudWatchState, transitions: Transitions) {
    this.#state = state;
    this.#transitions = transitions;
    state.received.to((metrics) => this.#wakeFor(metrics));
    state.alarmTouched.to(({ scope, name }) => this.#reload(scope, name));
  }

  start(): void {
    for (const scope of this.#state.alarms.scopes()) {
      for (const { name } of this.#state.alarms.list(scope)) this.#reload(scope, name);
    }
  }

  /** Looks at an alarm again: it may be new, changed, deleted, or in another state than its datapoints say. */
  #reload(scope: string, name: string): void {
    const alarmKey = globalKey(scope, name);
    this.#unwatch(alarmKey);
    const record = this.#state.alarms.get(scope, name);
    if (record?.kind !== 'metric') return;
    const key = lookKey(scope, record);
    const look = this.#looks.get(key) ?? this.#lookAt(key, scope, record);
    const watch = watchOf(record);
    look.watches.add(watch);
    look.steady = undefined;
    this.#watches.set(alarmKey, { watch, lookKey: key });
    this.#wake(look);
  }

  #lookAt(key: string, scope: string, record: MetricAlarmRecord): Look {
    const look = lookOf(scope, record, this.#frameOf(record));
    this.#looks.set(key, look);
    for (const metric of look.metrics) {
      const looks = this.#byMetric.get(metric) ?? new Set();
      this.#byMetric.set(metric, looks);
      looks.add(look);
    }
    return look;
  }

  #frameOf(record: MetricAlarmRecord): Frame {
    const alarm = thresholdAlarm(record);
    const key = frameKey(alarm);
    const frame = this.#frames.get(key) ?? new Frame(alarm);
    this.#frames.set(key, frame);
    return frame;
  }

  #unwatch(alarmKey: string): void {
    const { watch, lookKey: key = '' } = this.#watches.get(alarmKey) ?? {};
    const look = this.#looks.get(key);
    if (watch === undefined || look === undefined) return;
    this.#watches.delete(alarmKey);
    look.watches.delete(watch);
    look.steady = undefined;
    if (look.watches.size > 0) return;
    this.#sleep(look);
    this.#looks.delete(key);
    for (const metric of look.metrics) {
      const looks = this.#byMetric.get(metric);
      looks?.delete(look);
      if (looks?.size === 0) this.#byMetric.delete(metric);
    }
  }

  #wakeFor(metrics: readonly Series[]): void {
    if (this.#awake.size === this.#looks.size) return;
    for (const { scope, key } of metrics) {
      for (const look of this.#byMetric.get(globalKey(scope, key)) ?? []) {
        if (!look.awake) this.#wake(look);
      }
    }
  }

  #wake(look: Look): void {
    look.awake = true;
    this.#awake.add(look);
    this.#order = undefined;
    this.#schedule(nextDue(look.frame.step, this.#state.now()));
  }

  #sleep(look: Look): void {
    look.awake = false;
    if (this.#awake.delete(look)) this.#order = undefined;
  }

  /** What one metric's looks read is in the processor's cache when they come one after the other. */
  #inOrder(): readonly Look[] {
    this.#order ??= [...Map.groupBy(this.#awake, ({ metrics }) => metrics[0] ?? '').values()].flat();
    return this.#order;
  }

  #schedule(due: number): void {
    if (due >= this.#due) return;
    this.#timer?.cancel();
    this.#due = due;
    this.#timer = this.#state.parts.clock.at(due, () => this.#tick(due));
  }

  /** Evaluates every awake look due at `at`, then sets the timer for the next. */
  #tick(at: number): void {
    this.#due = Number.POSITIVE_INFINITY;
    this.#timer = undefined;
    let shortest = Number.POSITIVE_INFINITY;
    for (const look of this.#inOrder()) {
      if (!look.awake) continue;
      if (at % look.frame.step === 0) this.#evaluate(look, at);
      if (look.awake) shortest = Math.min(shortest, look.frame.step);
    }
    if (this.#awake.size > 0) this.#schedule(nextDue(shortest, Math.max(at, this.#state.now())));
  }

  #evaluate(look: Look, at: number): void {
    try {
      this.#judge(look, at);
      look.failed = false;
    } catch (error) {
      // It will fail again the next minute: once is enough to say.
      const names = [...look.watches].map(({ name }) => name).join(', ');
      if (!look.failed) this.#state.parts.log.error(`alarm ${names} could not be evaluated`, error);
      look.failed = true;
    }
  }

  #judge(look: Look, at: number): void {
    const windows = look.frame.windows(at);
    const seen = valuesOf(this.#state, look, windows);
    if (look.steady !== undefined && liesIn(look.steady, seen.values)) return;
    let restless = false;
    for (const watch of look.watches) {
      const { state } = decide(watch.alarm, seen.values, watch.state, seen.bands);
      const changed = state !== watch.state && this.#change(look, watch, seen, windows);
      if (watch.repeats && !changed && at % 60_000 === 0) this.#repeat(look, watch);
      restless ||= changed || watch.repeats;
    }
    look.steady ??= steadyFor(look.watches);
    if (!restless && nothingIn(seen, windows[0]?.start ?? at)) this.#sleep(look);
  }

  /** Makes the texts and enters the state. @returns whether it changed: too few samples may keep it after all */
  #change(look: Look, watch: Watch, seen: AlarmValues, windows: readonly Window[]): boolean {
    const at = this.#state.now();
    const before = watch.state;
    const starts = windows.map(({ start }) => start);
    const observed = { at, starts, sampleCounts: seen.counts(), bands: seen.bands };
    const { changed, state, reason, reasonData } = evaluate(watch.alarm, seen.values, before, observed);
    if (!changed) return false;
    this.#state.parts.store.write(() => {
      enter(look, watch, state);
      this.#state.parts.store.onUndo(() => enter(look, watch, before));
      const record = this.#recordOf(look.scope, watch);
      this.#transitions.enter(look.scope, record, { state, reason, reasonData, at }, { act: true });
    });
    return true;
  }

  #repeat({ scope }: Look, watch: Watch): void {
    const record = this.#recordOf(scope, watch);
    this.#transitions.act(scope, record, record.state, repeats);
  }

  #recordOf(scope: string, { name }: Watch): MetricAlarmRecord {
    return this.#state.alarms.get(scope, name) as MetricAlarmRecord;
  }
}

/** The first moment after `after` at which what is evaluated every `step` milliseconds is due. */
const nextDue = (step: number, after: number): number => (Math.floor(after / step) + 1) * step;

function enter(look: Look, watch: Watch, state: AlarmState): void {
  watch.state = state;
  look.steady = undefined;
}

const liesIn = ({ low, high }: Between, values: Line): boolean =>
  values.every((value) => value !== undefined && value > low && value < high);

/** Nothing was seen, and nothing will be before a datapoint comes. */
const nothingIn = (seen: AlarmValues, from: number): boolean =>
  seen.latest < from && seen.values.every((value) => value === undefined);
