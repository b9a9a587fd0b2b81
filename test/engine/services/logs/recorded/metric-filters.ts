import {
  DeleteMetricFilterCommand,
  DescribeMetricFiltersCommand,
  type MetricTransformation,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GROUP, group, refused, type Scenario, type Stage, X513 } from './stage.ts';

interface Filter {
  readonly name?: string;
  readonly pattern?: string;
  readonly logGroupName?: string;
  readonly transformations?: MetricTransformation[];
}

const metric = (number: number | string = 1, more: object = {}): MetricTransformation => ({
  metricName: `metric${number}`,
  metricNamespace: `namespace${number}`,
  metricValue: '1',
  ...more,
});
const filter = (
  { logs }: Stage,
  { name = 'filter', pattern = 'pattern', logGroupName = GROUP, ...more }: Filter = {},
) =>
  logs.send(
    new PutMetricFilterCommand({
      logGroupName,
      filterName: name,
      filterPattern: pattern,
      metricTransformations: more.transformations ?? [metric()],
    }),
  );
const describeFilters = ({ logs }: Stage, input: object = {}) => logs.send(new DescribeMetricFiltersCommand(input));
const deleteFilter = ({ logs }: Stage, logGroupName: string, filterName: string) =>
  logs.send(new DeleteMetricFilterCommand({ logGroupName, filterName }));

export const metricFilters: Record<string, Scenario> = {
  test_put_metric_filter_basic: async (stage) => {
    await group(stage);
    await filter(stage, { pattern: ' ', transformations: [metric(1, { defaultValue: 0 })] });
    return { 'describe-metric-filters': await describeFilters(stage, { filterNamePrefix: 'filter' }) };
  },
  test_put_metric_filter_json_pattern: async (stage) => {
    await group(stage);
    await filter(stage, { pattern: '{$.message = "test"}', transformations: [metric(1, { defaultValue: 0 })] });
    return { 'describe-metric-filters-json': await describeFilters(stage, { filterNamePrefix: 'filter' }) };
  },
  test_describe_metric_filters_by_prefix: async (stage) => {
    for (const number of [0, 1]) {
      await group(stage, `group${number}`);
      const transformations = [metric(number, { metricValue: String(number) })];
      const pattern = `filterPattern${number}`;
      await filter(stage, { name: `filter${number}`, logGroupName: `group${number}`, pattern, transformations });
    }
    return { 'describe-by-prefix': await describeFilters(stage, { filterNamePrefix: 'filter' }) };
  },
  test_describe_metric_filters_by_log_group: async (stage) => {
    await group(stage);
    await filter(stage, { transformations: [metric('')] });
    return { 'describe-by-log-group': await describeFilters(stage, { logGroupName: GROUP }) };
  },
  test_describe_metric_filters_by_metric_name: async (stage) => {
    await group(stage);
    await filter(stage);
    const named = { metricName: 'metric1', metricNamespace: 'namespace1' };
    return { 'describe-by-metric-name': await describeFilters(stage, named) };
  },
  test_put_metric_filter_invalid_filter_name: async (stage) => ({
    'error-invalid-filter-name': await refused(filter(stage, { name: X513 })),
  }),
  test_put_metric_filter_invalid_filter_pattern: async (stage) => ({
    'error-invalid-filter-pattern': await refused(filter(stage, { pattern: 'X'.repeat(1025) })),
  }),
  test_put_metric_filter_too_many_transformations: async (stage) => ({
    'error-too-many-transformations': await refused(filter(stage, { transformations: [metric(1), metric(2)] })),
  }),
  test_delete_metric_filter_invalid_filter_name: async (stage) => ({
    'error-invalid-filter-name': await refused(deleteFilter(stage, 'valid', X513)),
  }),
  test_delete_metric_filter_invalid_log_group_name: async (stage) => ({
    'error-invalid-log-group-name': await refused(deleteFilter(stage, X513, 'valid')),
  }),
  test_describe_metric_filters_invalid_parameters: async (stage) => ({
    'error-invalid-filter-prefix': await refused(describeFilters(stage, { filterNamePrefix: X513 })),
    'error-invalid-metric-name': await refused(
      describeFilters(stage, { metricName: 'X'.repeat(256), metricNamespace: 'valid' }),
    ),
  }),
};
