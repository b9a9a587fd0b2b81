import { type AnomalyModel, bandAt, train, trainingSpan } from '../../../core/anomaly/index.ts';
import { type MetricIdentity, metricKey, periodStart } from '../../../core/metric/index.ts';
import type { Expression, TimeSeries } from '../../../core/metric-math/index.ts';
import type { EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { type MathQuery, Queries, readLine, searchLines } from './queries.ts';
import type { CloudWatchState } from './state.ts';

/** An anomaly detector as PutAnomalyDetector made it: for one metric and statistic, or for an expression over several. */
export interface Detector {
  readonly key: string;
  readonly metric?: MetricIdentity;
  readonly stat?: string;
  /** The queries of a detector on an expression, as they were given. */
  readonly queries?: readonly object[];
  readonly excluded: readonly { readonly start: number; readonly end: number }[];
  readonly timezone?: string;
  readonly createdAt: number;
}

/** The key of a detector on one metric. */
export const detectorKey = (metric: MetricIdentity, stat: string): string => `${stat} ${metricKey(metric)}`;

/** A model is trained anew when it is older than this. */
const retrained = 3_600_000;

/** The bands of anomaly detection, their models trained when they are first asked for and every hour after. */
export class Bands {
  readonly #state: CloudWatchState;
  readonly detectors: Documents<Detector>;
  readonly #models = new Map<string, { readonly at: number; readonly model: AnomalyModel | undefined }>();

  constructor(state: CloudWatchState, parts: EngineParts) {
    this.#state = state;
    this.detectors = parts.store.documents<Detector>('cloudwatch.anomalyDetectors');
  }

  /** Upper and lower line beside a line; undefined while there is too little data to learn from. */
  of(
    scope: string,
    queries: readonly MathQuery[],
    of: Expression,
    line: TimeSeries,
    deviations: number,
  ): readonly [TimeSeries, TimeSeries] | undefined {
    const id = of.kind === 'name' ? of.name : undefined;
    const query = queries.find((each) => each.id === id);
    const model = query && this.#model(scope, queries, query);
    if (model === undefined) return undefined;
    const bands = line.times.map((at) => bandAt(model, at, deviations));
    const side = (name: 'upper' | 'lower'): TimeSeries => ({
      label: `${line.label} (expected)`,
      times: line.times,
      values: bands.map((band) => band[name]),
    });
    return [side('upper'), side('lower')];
  }

  /** Whether the model of a detector on one metric could be trained. */
  isTrained(scope: string, { metric, stat }: Detector): boolean {
    const query = { id: 'm1', metric, stat, period: 300 };
    return metric !== undefined && this.#model(scope, [query], query) !== undefined;
  }

  #model(scope: string, queries: readonly MathQuery[], query: MathQuery): AnomalyModel | undefined {
    const now = this.#state.now();
    const detector = query.metric && this.detectors.get(scope, detectorKey(query.metric, query.stat ?? ''));
    const name = query.metric ? detectorKey(query.metric, query.stat ?? '') : JSON.stringify(queries);
    const key = `${scope} ${query.period ?? ''} ${query.unit ?? ''} ${name} ${JSON.stringify(detector?.excluded ?? [])}`;
    const known = this.#models.get(key);
    if (known !== undefined && now - known.at < retrained && known.at <= now) return known.model;
    const line = this.#past(scope, queries, query, now);
    const points = line?.times.map((at, index) => ({ at, value: line.values[index] as number })) ?? [];
    const model = train(points, { excluded: detector?.excluded, percent: query.unit === 'Percent' });
    this.#models.set(key, { at: now, model });
    return model;
  }

  /** Two weeks of what the model is of. */
  #past(scope: string, queries: readonly MathQuery[], query: MathQuery, now: number): TimeSeries | undefined {
    const period = Math.max(60, query.period ?? 300);
    const end = periodStart(now, period);
    const span = { start: periodStart(end - trainingSpan, period), end };
    const past = new Queries(queries, {
      ...span,
      period,
      metric: (each) => readLine(this.#state, scope, { ...each, period }, span).line,
      search: (expression, stat) => searchLines(this.#state, scope, [expression, stat, period], span),
      band: () => undefined,
    });
    return past.lines(query.id)[0];
  }
}
