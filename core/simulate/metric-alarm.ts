import {
  type AlarmState,
  courseBefore,
  DRAWN_PERIODS,
  evaluate,
  evaluationWindows,
  evidenceOf,
  judge,
  nextEvaluation,
  startsOf,
  type Window,
} from '../alarm/index.ts';
import { asRecord } from '../cloudtrail/index.ts';
import { type Values, valuesOn } from '../message/index.ts';
import { statisticOf } from '../metric/index.ts';
import { MetricPoints } from './metric-points.ts';
import type { AlarmOutcome } from './outcome.ts';
import type { SimulatedAlarm } from './plan.ts';
import type { SimulatedRecord } from './record.ts';

/** How long an alarm was blind, in seconds, and where its longest stay in ALARM began, milliseconds since 1970. */
export interface Blind {
  readonly alarm: string;
  readonly seconds: number;
  readonly from: number | undefined;
}

/** One alarm with its metric's datapoints, evaluated whenever it is due. */
export class MetricAlarm {
  readonly id: string;
  /** When it is due next. */
  due: number;
  /** No evaluation can change anything until the metric gets another value. */
  isAtRest = false;
  state: AlarmState = 'INSUFFICIENT_DATA';
  readonly #alarm: SimulatedAlarm['alarm'];
  readonly #points = new MetricPoints();
  /** What was counted within the evaluation range, for the message. */
  #counted: SimulatedRecord[] = [];
  #since: number;
  #lastCounted = 0;
  #blind = 0;
  /** What of the present stay is in it. */
  #noted = 0;
  /** The longest stay in ALARM, and its beginning. */
  #longest = 0;
  #longestFrom: number | undefined;

  /** @param start the moment from which the alarm is there, milliseconds */
  constructor({ id, alarm }: SimulatedAlarm, start: number) {
    this.id = id;
    this.#alarm = alarm;
    this.#since = start;
    this.due = nextEvaluation(alarm, start);
  }

  /** A value arrives. @param record what it comes from; none for a default value */
  add(time: number, value: number, unit: string, record?: SimulatedRecord): void {
    this.#points.add(time, value, unit);
    if (this.isAtRest) {
      this.isAtRest = false;
      this.due = nextEvaluation(this.#alarm, time);
    }
    if (record === undefined) return;
    this.#counted.push(record);
    this.#lastCounted = time;
  }

  /** Evaluates the alarm at the moment it is due, and sets the next one. */
  evaluate(): AlarmOutcome | undefined {
    const at = this.due;
    this.due = nextEvaluation(this.#alarm, at);
    const windows = evaluationWindows(this.#alarm, at);
    const oldest = windows[0]?.start ?? at;
    this.#points.prune(oldest, oldest - DRAWN_PERIODS * this.#alarm.period * 1000);
    this.#counted =
      this.#counted[0] && this.#counted[0].time < oldest
        ? this.#counted.filter(({ time }) => time >= oldest)
        : this.#counted;
    const samples = windows.map(({ start, end }) => this.#points.samples(start, end, this.#alarm.unit));
    const range = samples.map((one) => one && statisticOf(one, this.#statistic));
    const verdict = judge(this.#alarm, range, this.state);
    if (verdict.kept || verdict.state === this.state) {
      this.isAtRest = this.#points.isEmpty;
      return undefined;
    }
    const { changed, state, reason, reasonData } = evaluate(this.#alarm, range, this.state, {
      at,
      starts: windows.map(({ start }) => start),
      sampleCounts: samples.map((one) => one?.count),
    });
    if (!changed) return undefined;
    const from = this.state;
    this.#enter(state, at);
    const records = state === 'ALARM' ? this.#behind(windows[verdict.breaching[0] ?? -1], at) : [];
    const values = this.#valuesBefore(reason, reasonData, at);
    return { kind: 'alarm', alarm: this.id, time: at, from, to: state, reason, reasonData, values, records };
  }

  #valuesBefore(reason: string, reasonData: string, at: number): Values | undefined {
    const evidence = evidenceOf(reason, reasonData);
    if (evidence === undefined) return undefined;
    const course = courseBefore(evidence, at);
    const values = startsOf(course).flatMap((start) => {
      const samples = this.#points.samplesOfPast(start, start + course.period * 1000, this.#alarm.unit);
      const value = samples && statisticOf(samples, this.#statistic);
      return value === undefined ? [] : [[start, value] as const];
    });
    return valuesOn(course, new Map(values));
  }

  /**
   * For how long the alarm was blind: it stood in ALARM, so that nothing was sent, while records it watches for went on to come. Each stay
   * in ALARM counts from its beginning, when the one message was sent, to the last record that came during it; `from` is the beginning of
   * the longest one.
   */
  get blind(): Blind {
    this.#noteBlind();
    return { alarm: this.id, seconds: this.#blind / 1000, from: this.#longestFrom };
  }

  get #statistic(): string {
    return this.#alarm.extendedStatistic ?? this.#alarm.statistic ?? 'Sum';
  }

  #enter(state: AlarmState, at: number): void {
    this.#noteBlind();
    this.state = state;
    this.#since = at;
    this.#noted = 0;
  }

  /** Takes the present stay into account, as far as it has not been. */
  #noteBlind(): void {
    if (this.state !== 'ALARM') return;
    const stay = Math.max(0, this.#lastCounted - this.#since);
    this.#blind += stay - this.#noted;
    this.#noted = stay;
    if (stay > this.#longest) {
      this.#longest = stay;
      this.#longestFrom = this.#since;
    }
  }

  #behind(oldestBreaching: Window | undefined, at: number) {
    const from = oldestBreaching?.start ?? at;
    return this.#counted.filter(({ time }) => time >= from && time < at).map(({ text }) => asRecord(JSON.parse(text)));
  }
}
