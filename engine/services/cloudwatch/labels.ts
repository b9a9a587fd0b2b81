import type { MathQuery } from './queries.ts';

/**
 * The labels AWS gives metrics that have none: the metric's name, with the statistic and the period behind it where those differ between
 * the metrics of that name (recorded). An expression is labelled by its id.
 */
export function defaultLabels(queries: readonly MathQuery[]): Map<string, string> {
  return new Map(
    queries.map((query) => {
      const { metric } = query;
      if (metric === undefined) return [query.id, query.id];
      const alike = queries.filter((other) => other.metric?.name === metric.name);
      const differ = (of: (query: MathQuery) => unknown) => new Set(alike.map(of)).size > 1;
      const stat = differ((each) => each.stat) ? [query.stat] : [];
      const period = differ((each) => each.period) ? [query.period] : [];
      return [query.id, [metric.name, ...stat, ...period].join(' ')];
    }),
  );
}
