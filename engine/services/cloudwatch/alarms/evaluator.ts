import {
  decide,
  evaluate,
  evaluationWindows,
  nextEvaluation,
  repeats,
  type Window,
} from '../../../../core/alarm/index.ts';
import type { Timer } from '../../../clock.ts';
import type { Series } from '../series.ts';
import type { CloudWatchState } from '../state.ts';
import type { MetricAlarmRecord } from './record.ts';
import type { Transitions } from './transition.ts';
import { type AlarmValues, valuesOf } from './values.ts';
import { globalKey, type Watch, watchOf } from './watch.ts';

interface LookedAt {
  readonly windows: readonly Window[];
  readonly starts: readonly number[];
}

/**
 * Evaluates metric alarms when they are due, on one timer for all of them. An alarm that saw no datapoint and kept its state is left
 * alone until one comes or it is changed, so a quiet account costs nothing however far the clock moves.
 */
export class Evaluator {
  readonly #state: CloudWatchState;
  readonly #transitions: Transitions;
  readonly #watches = new Map<string, Watch>();
  readonly #byMetric = new Map<string, Set<Watch>>();
  readonly #awake = new Set<Watch>();
  /** Those awake, alarms on the same metric together; undefined after a change. */
  #order: readonly Watch[] | undefined;
  /** Those of the present moment. */
  readonly #windows = new Map<string, LookedAt>();
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
    const key = globalKey(scope, name);
    const known = this.#watches.get(key);
    if (known) this.#unwatch(key, known);
    const record = this.#state.alarms.get(scope, name);
    if (record?.kind !== 'metric') return;
    const watch = watchOf(scope, record);
    this.#watches.set(key, watch);
    for (const metric of watch.metrics) {
      const watching = this.#byMetric.get(metric) ?? new Set();
      this.#byMetric.set(metric, watching);
      watching.add(watch);
    }
    this.#wake(watch);
  }

  #unwatch(key: string, watch: Watch): void {
    this.#watches.delete(key);
    this.#sleep(watch);
    for (const metric of watch.metrics) {
      const watching = this.#byMetric.get(metric);
      watching?.delete(watch);
      if (watching?.size === 0) this.#byMetric.delete(metric);
    }
  }

  #wakeFor(metrics: readonly Series[]): void {
    for (const { scope, key } of metrics) {
      for (const watch of this.#byMetric.get(globalKey(scope, key)) ?? []) {
        if (!watch.awake) this.#wake(watch);
      }
    }
  }

  #wake(watch: Watch): void {
    watch.awake = true;
    this.#awake.add(watch);
    this.#order = undefined;
    this.#schedule(nextEvaluation(watch.alarm, this.#state.now()));
  }

  #sleep(watch: Watch): void {
    watch.awake = false;
    if (this.#awake.delete(watch)) this.#order = undefined;
  }

  /** What one metric's alarms look at is in the processor's cache when they come one after the other. */
  #inOrder(): readonly Watch[] {
    this.#order ??= [...Map.groupBy(this.#awake, ({ metrics }) => metrics[0] ?? '').values()].flat();
    return this.#order;
  }

  #schedule(due: number): void {
    if (due >= this.#due) return;
    this.#timer?.cancel();
    this.#due = due;
    this.#timer = this.#state.parts.clock.at(due, () => this.#tick(due));
  }

  /** Evaluates every awake alarm due at `at`, then sets the timer for the next. */
  #tick(at: number): void {
    this.#due = Number.POSITIVE_INFINITY;
    this.#timer = undefined;
    let shortest = Number.POSITIVE_INFINITY;
    this.#windows.clear();
    for (const watch of this.#inOrder()) {
      if (!watch.awake) continue;
      if (at % watch.step === 0) this.#evaluate(watch, at);
      if (watch.awake) shortest = Math.min(shortest, watch.step);
    }
    const next = (Math.floor(Math.max(at, this.#state.now()) / shortest) + 1) * shortest;
    if (this.#awake.size > 0) this.#schedule(next);
  }

  #evaluate(watch: Watch, at: number): void {
    try {
      this.#judge(watch, at);
      watch.failed = false;
    } catch (error) {
      // It will fail again the next minute: once is enough to say.
      if (!watch.failed) this.#state.parts.log.error(`alarm ${watch.name} could not be evaluated`, error);
      watch.failed = true;
    }
  }

  /** Alarms of the same period and number of periods look at the same windows. */
  #windowsOf(watch: Watch, at: number): LookedAt {
    const known = this.#windows.get(watch.windows);
    if (known !== undefined) return known;
    const windows = evaluationWindows(watch.alarm, at);
    const looked = { windows, starts: windows.map(({ start }) => start) };
    this.#windows.set(watch.windows, looked);
    return looked;
  }

  #judge(watch: Watch, at: number): void {
    const { windows, starts } = this.#windowsOf(watch, at);
    const seen = valuesOf(this.#state, watch, windows);
    const { state } = decide(watch.alarm, seen.values, watch.state, seen.bands);
    if (state !== watch.state && this.#change(watch, seen, starts)) return;
    if (watch.repeats && at % 60_000 === 0) this.#repeat(watch);
    if (canSleep(watch, seen, starts[0] ?? at)) this.#sleep(watch);
  }

  /** Makes the texts and enters the state. @returns whether it changed: too few samples may keep it after all */
  #change(watch: Watch, seen: AlarmValues, starts: readonly number[]): boolean {
    const at = this.#state.now();
    const before = watch.state;
    const observed = { at, starts, sampleCounts: seen.samples?.map((each) => each?.count), bands: seen.bands };
    const { changed, state, reason, reasonData } = evaluate(watch.alarm, seen.values, before, observed);
    if (!changed) return false;
    this.#state.parts.store.write(() => {
      watch.state = state;
      this.#state.parts.store.onUndo(() => {
        watch.state = before;
      });
      this.#transitions.enter(watch.scope, this.#recordOf(watch), { state, reason, reasonData, at }, { act: true });
    });
    return true;
  }

  #repeat(watch: Watch): void {
    const record = this.#recordOf(watch);
    this.#transitions.act(watch.scope, record, record.state, repeats);
  }

  #recordOf({ scope, name }: Watch): MetricAlarmRecord {
    return this.#state.alarms.get(scope, name) as MetricAlarmRecord;
  }
}

/** Nothing was seen, and nothing will be before a datapoint comes. */
const canSleep = (watch: Watch, seen: AlarmValues, from: number): boolean =>
  !watch.repeats && seen.latest < from && seen.values.every((value) => value === undefined);
