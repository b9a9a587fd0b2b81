import type { MetricDatum } from '../../metric-datum.ts';
import type { EngineParts } from '../../service.ts';
import type { Forwarding } from './forwarding.ts';
import type { MetricFilter } from './state.ts';

const MINUTE = 60_000;

interface GroupCount {
  readonly scope: string;
  readonly group: string;
  events: number;
  bytes: number;
}

type Usage = Pick<GroupCount, 'scope' | 'events' | 'bytes'>;

interface ForwardCount extends Pick<Forwarding, 'scope' | 'group' | 'filter' | 'destinationType'> {
  events: number;
  bytes: number;
  /** Events no subscriber took. */
  errors: number;
}

interface FilterCount {
  readonly scope: string;
  readonly filter: MetricFilter;
  matched: boolean;
}

/**
 * What is told once a minute, at its end: the default values of metric filters none of the minute's events matched, and the
 * groups' own usage in `AWS/Logs`. Of a minute the engine did not live to see the end of, nothing is told.
 *
 * @see CloudWatch Logs guide, "Creating metrics from log events using filters", default value: "the value reported ... during a
 *   period when logs are ingested but no matching logs are found"
 */
export class MinuteReports {
  readonly #parts: Pick<EngineParts, 'clock' | 'store'>;
  readonly #tell: (data: readonly MetricDatum[]) => void;
  #groups = new Map<string, GroupCount>();
  #filters = new Map<string, FilterCount>();
  #forwards = new Map<string, ForwardCount>();
  #waiting = false;

  constructor(parts: Pick<EngineParts, 'clock' | 'store'>, tell: (data: readonly MetricDatum[]) => void) {
    this.#parts = parts;
    this.#tell = tell;
  }

  came(scope: string, group: string, events: number, bytes: number): void {
    const count = getOrAdd(this.#groups, `${scope}/${group}`, () => ({ scope, group, events: 0, bytes: 0 }));
    count.events += events;
    count.bytes += bytes;
    this.#wait();
  }

  /** A metric filter with a default value saw events, and matched some or none. */
  filtered(scope: string, filter: MetricFilter, matched: boolean): void {
    const key = `${scope}/${filter.group}\n${filter.name}`;
    const count = getOrAdd(this.#filters, key, () => ({ scope, filter, matched: false }));
    count.matched ||= matched;
  }

  /** A subscription filter handed events on, or tried to for the last time. */
  forwarded({ events, bytes, isDelivered, ...to }: Forwarding): void {
    const key = `${to.scope}/${to.group}\n${to.filter}`;
    const count = getOrAdd(this.#forwards, key, () => ({ ...to, events: 0, bytes: 0, errors: 0 }));
    if (isDelivered) {
      count.events += events;
      count.bytes += bytes;
    } else count.errors += events;
    this.#wait();
  }

  #wait(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    const { clock } = this.#parts;
    const start = clock.now() - (clock.now() % MINUTE);
    // Before the minute is over: an alarm evaluated at its end counts what is told here.
    clock.at(start + MINUTE - 1, () => this.#report(start));
  }

  #report(minute: number): void {
    const groups = [...this.#groups.values()];
    const filters = [...this.#filters.values()];
    const forwards = [...this.#forwards.values()];
    this.#forwards = new Map();
    this.#groups = new Map();
    this.#filters = new Map();
    this.#waiting = false;
    const data = [
      ...filters.filter(({ matched }) => !matched).map((count) => defaultOf(count, minute)),
      ...groups.flatMap((count) => usageOf(count, minute, { LogGroupName: count.group })),
      ...accountsOf(groups).flatMap((count) => usageOf(count, minute, {})),
      ...forwards.flatMap((count) => forwardsOf(count, minute)),
    ];
    this.#parts.store.write(() => this.#tell(data));
  }
}

const defaultOf = ({ scope, filter: { transformation } }: FilterCount, timestamp: number): MetricDatum => ({
  scope,
  namespace: transformation.metricNamespace,
  name: transformation.metricName,
  dimensions: {},
  value: transformation.defaultValue!,
  unit: transformation.unit ?? 'None',
  timestamp,
});

/** An account's groups together, under no dimension. */
function accountsOf(groups: readonly GroupCount[]): Usage[] {
  const accounts = new Map<string, GroupCount>();
  for (const { scope, events, bytes } of groups) {
    const count = getOrAdd(accounts, scope, () => ({ scope, group: '', events: 0, bytes: 0 }));
    count.events += events;
    count.bytes += bytes;
  }
  return [...accounts.values()];
}

const usageOf = (
  { scope, events, bytes }: Usage,
  timestamp: number,
  dimensions: Readonly<Record<string, string>>,
): MetricDatum[] => ownMetrics(scope, dimensions, timestamp, { IncomingLogEvents: events, IncomingBytes: bytes });

const forwardsOf = (count: ForwardCount, timestamp: number): MetricDatum[] =>
  ownMetrics(
    count.scope,
    { LogGroupName: count.group, DestinationType: count.destinationType, FilterName: count.filter },
    timestamp,
    {
      ...(count.events > 0 && { ForwardedLogEvents: count.events, ForwardedBytes: count.bytes }),
      ...(count.errors > 0 && { DeliveryErrors: count.errors }),
    },
  );

/** @see CloudWatch Logs guide, "CloudWatch Logs metrics" */
const ownMetrics = (
  scope: string,
  dimensions: Readonly<Record<string, string>>,
  timestamp: number,
  values: Readonly<Record<string, number>>,
): MetricDatum[] =>
  Object.entries(values).map(([name, value]) => ({
    scope,
    namespace: 'AWS/Logs',
    name,
    dimensions,
    value,
    unit: name.endsWith('Bytes') ? 'Bytes' : 'None',
    timestamp,
  }));

function getOrAdd<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
