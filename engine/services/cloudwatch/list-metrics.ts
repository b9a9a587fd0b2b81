import type { DimensionFilter, ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { invalidValue } from './errors.ts';
import type { Series } from './series.ts';
import type { CloudWatchState } from './state.ts';

const hour = 3_600_000;
/** Metrics without a datapoint for so long are not listed. */
const listed = 14 * 24 * hour;
const pageSize = 500;

/** ListMetrics. @see AWS: metrics of the past two weeks, up to 500 a call */
export function listMetrics(state: CloudWatchState) {
  const list: Operation<ListMetricsInput, ListMetricsOutput> = (call) => {
    const { input } = call;
    checkToken(input.NextToken);
    const since = state.now() - (input.RecentlyActive === 'PT3H' ? 3 * hour : listed);
    const found = state.metrics
      .list(state.scope(call))
      .filter(({ activeAt }) => activeAt >= since)
      .filter(({ metric }) => input.Namespace === undefined || metric.namespace === input.Namespace)
      .filter(({ metric }) => input.MetricName === undefined || metric.name === input.MetricName)
      .filter((series) => (input.Dimensions ?? []).every((filter) => has(series, filter)));
    const { items, next } = page(found, pageSize, input.NextToken, ({ key }) => key);
    return {
      Metrics: items.map(({ metric }) => ({
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: metric.dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
      })),
      NextToken: next,
    };
  };
  return { ListMetrics: list };
}

/** A token of ours names the last metric shown. */
function checkToken(token: string | undefined): void {
  if (token === undefined || Buffer.from(token, 'base64url').includes(0)) return;
  throw invalidValue('Request parameter NextToken is invalid');
}

const has = ({ metric }: Series, { Name, Value }: DimensionFilter) =>
  metric.dimensions.some(({ name, value }) => name === Name && (Value === undefined || value === Value));
