import { scopeOf } from '../../arn.ts';
import type { Settled } from '../../deliveries/index.ts';
import type { MetricDatum } from '../../metric-datum.ts';
import type { EngineParts } from '../../service.ts';
import { Signal } from '../../signal.ts';
import { DEFAULT_BUS, type Rule, ruleRef } from './model.ts';

type Name =
  | 'FailedInvocations'
  | 'Invocations'
  | 'InvocationsFailedToBeSentToDlq'
  | 'InvocationsSentToDlq'
  | 'MatchedEvents'
  | 'RetryInvocationAttempts'
  | 'SuccessfulInvocationAttempts'
  | 'TriggeredRules';

const MINUTE = 60_000;

/**
 * What rules do, counted in `AWS/Events` by rule: added up in memory and handed over at the end of each minute.
 * @see AWS, "Monitoring Amazon EventBridge"
 */
export class RuleMetrics {
  /** To be connected to `cloudwatch.ports.put`. */
  readonly metric = new Signal<readonly MetricDatum[]>();
  readonly #parts: EngineParts;
  #counts = new Map<string, Map<Name, number>>();

  constructor(parts: EngineParts) {
    this.#parts = parts;
    parts.deliveries.settled.to((settled) => this.#settled(settled));
  }

  /** A rule matched an event and goes to its targets. */
  matched({ arn }: Rule): void {
    this.#count(arn, 'MatchedEvents');
    this.#count(arn, 'TriggeredRules');
  }

  #settled({ delivery, outcome, attempts }: Settled): void {
    const { via, retry, isDeadLetter } = delivery;
    if (!via.startsWith('arn:aws:events:')) return;
    const delivered = outcome === 'delivered';
    if (isDeadLetter) this.#count(via, delivered ? 'InvocationsSentToDlq' : 'InvocationsFailedToBeSentToDlq');
    if (retry !== 'eventbridge') return;
    this.#count(via, 'Invocations');
    this.#count(via, delivered ? 'SuccessfulInvocationAttempts' : 'FailedInvocations');
    if (attempts > 1) this.#count(via, 'RetryInvocationAttempts', attempts - 1);
  }

  #count(ruleArn: string, name: Name, by = 1): void {
    if (this.#counts.size === 0) this.#schedule();
    const counts = this.#counts.get(ruleArn) ?? new Map<Name, number>();
    this.#counts.set(ruleArn, counts);
    counts.set(name, (counts.get(name) ?? 0) + by);
  }

  #schedule(): void {
    const { clock, store } = this.#parts;
    const minute = Math.floor(clock.now() / MINUTE) * MINUTE;
    clock.at(minute + MINUTE, () => {
      const counted = this.#counts;
      this.#counts = new Map();
      store.write(() => this.metric.tell([...counted].flatMap(([arn, counts]) => dataOf(arn, counts, minute))));
    });
  }
}

function dataOf(ruleArn: string, counts: ReadonlyMap<Name, number>, timestamp: number): MetricDatum[] {
  const rule = ruleRef(ruleArn);
  if (!rule) return [];
  const { bus, name: RuleName } = rule;
  const dimensions: Record<string, string> =
    bus.name === DEFAULT_BUS ? { RuleName } : { EventBusName: bus.name, RuleName };
  return [...counts].map(([name, value]) => ({
    scope: scopeOf(bus),
    namespace: 'AWS/Events',
    name,
    dimensions,
    value,
    unit: 'Count',
    timestamp,
  }));
}
