import {
  compileTransformation,
  FilterSet,
  metricIn,
  parseFilterPattern,
  type Transformation,
} from '../../../core/filter-pattern/index.ts';
import { embeddedMetrics } from '../../../core/metric/index.ts';
import type { MetricDatum } from '../../metric-datum.ts';
import { Signal } from '../../signal.ts';
import type { LogEvent } from './chunk.ts';
import { forwardingOf } from './forwarding.ts';
import { MinuteReports } from './minute-reports.ts';
import { eventId } from './position.ts';
import { filterScope, type LogGroup, type LogsState, type MetricFilter, type SubscriptionFilter } from './state.ts';
import { type SubscribedEvent, sendToSubscriber } from './subscription-delivery.ts';

/** Events just stored. */
export interface Arrival {
  readonly scope: string;
  readonly group: LogGroup;
  readonly stream: string;
  readonly events: readonly LogEvent[];
  /** The chunk they are stored in. */
  readonly chunk: number;
  /** UTF-8 bytes of the messages. */
  readonly bytes: number;
}

/** A group's filters, compiled: one set over all patterns, metric filters first. */
interface Compiled {
  readonly version: string;
  readonly set: FilterSet;
  readonly metrics: readonly { readonly filter: MetricFilter; readonly transformation: Transformation }[];
  readonly subscriptions: readonly { readonly filter: SubscriptionFilter; readonly named: boolean }[];
}

/** What happens when events arrive: metric filters make data for CloudWatch, subscription filters hand events on. */
export class Arrivals {
  /** Goes to CloudWatch; told once for each request that made some. */
  readonly metric = new Signal<readonly MetricDatum[]>();
  readonly #state: LogsState;
  readonly #compiled = new Map<string, Compiled>();
  readonly #minutes: MinuteReports;

  constructor(state: LogsState) {
    this.#state = state;
    this.#minutes = new MinuteReports(state.parts, (data) => this.metric.tell(data));
    state.parts.deliveries.settled.to((settled) => {
      const forwarding = forwardingOf(settled);
      if (forwarding) this.#minutes.forwarded(forwarding);
    });
  }

  tell(arrival: Arrival): void {
    const { scope, group, events, bytes } = arrival;
    this.#minutes.came(scope, group.name, events.length, bytes);
    // Other classes have neither metrics in events nor filters.
    if (group.class !== 'STANDARD') return;
    const embedded = events.flatMap(({ message }) => embeddedData(scope, message));
    if (embedded.length > 0) this.metric.tell(embedded);
    const compiled = this.#filtersOf(scope, group.name);
    if (compiled.set.patterns.length === 0) return;
    const { set, metrics, subscriptions } = compiled;
    const data: MetricDatum[] = [];
    const matched = new Set<number>();
    const subscribed = subscriptions.map((): SubscribedEvent[] => []);
    for (let at = 0; at < events.length; at++) {
      const { timestamp, message } = events[at]!;
      for (const index of set.match(message)) {
        const metric = metrics[index];
        if (metric) {
          matched.add(index);
          const datum = metricIn(metric.transformation, set, index);
          if (datum) data.push(this.#datum(scope, metric.filter, timestamp, datum));
        } else {
          const place = index - metrics.length;
          const id = eventId({ timestamp, chunk: arrival.chunk, index: at });
          const extractedFields = subscriptions[place]!.named ? fieldsOf(set.values(index)) : undefined;
          subscribed[place]!.push({ id, timestamp, message, extractedFields });
        }
      }
    }
    for (const [index, { filter, transformation }] of metrics.entries()) {
      if (transformation.defaultValue === undefined) continue;
      this.#minutes.filtered(scope, filter, matched.has(index));
    }
    if (data.length > 0) this.metric.tell(data);
    for (const [place, matching] of subscribed.entries()) {
      if (matching.length === 0) continue;
      const { filter } = subscriptions[place]!;
      sendToSubscriber(this.#state, arrival, filter, matching);
    }
  }

  #datum(
    scope: string,
    { transformation }: MetricFilter,
    timestamp: number,
    { value, dimensions }: Pick<MetricDatum, 'value' | 'dimensions'>,
  ): MetricDatum {
    return {
      scope,
      namespace: transformation.metricNamespace,
      name: transformation.metricName,
      dimensions,
      value,
      unit: transformation.unit ?? 'None',
      timestamp,
    };
  }

  #filtersOf(scope: string, group: string): Compiled {
    const { metricFilters, subscriptionFilters } = this.#state;
    const key = filterScope(scope, group);
    const version = `${metricFilters.version}/${subscriptionFilters.version}`;
    const known = this.#compiled.get(key);
    if (known?.version === version) return known;
    const compiled = compile(version, metricFilters.list(key), subscriptionFilters.list(key));
    this.#compiled.set(key, compiled);
    return compiled;
  }
}

function compile(
  version: string,
  metricFilters: readonly MetricFilter[],
  subscriptionFilters: readonly SubscriptionFilter[],
): Compiled {
  const metrics = metricFilters.map((filter) => ({
    filter,
    transformation: compileTransformation(filter.transformation, parseFilterPattern(filter.pattern)),
  }));
  const subscribed = subscriptionFilters.map((filter) => parseFilterPattern(filter.pattern));
  return {
    version,
    set: new FilterSet(
      [...metrics.map(({ transformation }) => transformation.pattern), ...subscribed],
      metrics.flatMap(({ transformation }) => transformation.selectors),
    ),
    metrics,
    subscriptions: subscriptionFilters.map((filter, at) => ({ filter, named: subscribed[at]!.kind === 'fields' })),
  };
}

/** What a space-delimited pattern names, without the `$` TestMetricFilter puts before it. */
const fieldsOf = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key.replace(/^\$/, ''), value]));

/** The metrics an event carries itself, in embedded metric format. */
const embeddedData = (scope: string, message: string): MetricDatum[] =>
  embeddedMetrics(message).map(({ dimensions, ...datum }) => ({
    ...datum,
    scope,
    dimensions: Object.fromEntries(dimensions.map(({ name, value }) => [name, value])),
  }));
