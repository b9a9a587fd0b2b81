import type { Outcome, SimulationPlan } from '../core/simulate/index.ts';
import type { FilterResult } from './filter-counts.ts';
import type { CountedFilter } from './filters-file.ts';

/** A namespace nobody has: no alarm of the plan looks at it. */
const namespace = 'replay/trial';

/** Filters somebody wants counted, each tried with an alarm as CIS sets it; what these alarms do is told with the filter alone. */
export class FilterTrials {
  readonly #asked: readonly CountedFilter[];
  readonly #raised = new Map<string, number>();

  constructor(asked: readonly CountedFilter[]) {
    this.#asked = asked;
  }

  /** The plan with these filters, and their alarms, before its own. */
  within(plan: SimulationPlan): SimulationPlan {
    const filters = this.#asked.flatMap(({ id, pattern }) =>
      pattern === undefined
        ? []
        : [{ id, pattern, metric: { namespace, name: id, transformation: { metricValue: '1' } } }],
    );
    const alarms = filters.map(({ id, metric }) => ({
      id: nameOf(id),
      metric: { namespace, name: metric.name, dimensions: [] },
      alarm: {
        statistic: 'Sum',
        period: 300,
        evaluationPeriods: 1,
        threshold: 1,
        comparisonOperator: 'GreaterThanOrEqualToThreshold' as const,
      },
    }));
    return { ...plan, filters: [...filters, ...plan.filters], alarms: [...alarms, ...plan.alarms] };
  }

  has(alarm: string): boolean {
    return alarm.startsWith(`${namespace} `);
  }

  /** The outcomes that are not of these alarms; theirs are counted. */
  others(outcomes: readonly Outcome[]): readonly Outcome[] {
    if (outcomes.length === 0) return outcomes;
    return outcomes.filter((outcome) => {
      if (outcome.kind !== 'alarm' || !this.has(outcome.alarm)) return true;
      if (outcome.to === 'ALARM') this.#raised.set(outcome.alarm, (this.#raised.get(outcome.alarm) ?? 0) + 1);
      return false;
    });
  }

  /** What was asked for in its order, refused patterns among it, then the plan's own. @param results in the order of the plan */
  results(
    results: readonly FilterResult[],
    blind: readonly { readonly alarm: string; readonly seconds: number; readonly from: string | null }[],
  ): FilterResult[] {
    const rest = [...results];
    const asked = this.#asked.map(({ id, fault }): FilterResult => {
      if (fault !== undefined) {
        const { message, column } = fault;
        return { filter: id, matches: 0, periods: { seconds: 300, breaching: 0, of: 0 }, error: { message, column } };
      }
      const { seconds = 0, from = null } = blind.find(({ alarm }) => alarm === nameOf(id)) ?? {};
      return { ...rest.shift()!, alarm: { raised: this.#raised.get(nameOf(id)) ?? 0, blind: seconds, from } };
    });
    return [...asked, ...rest];
  }
}

const nameOf = (id: string): string => `${namespace} ${id}`;
