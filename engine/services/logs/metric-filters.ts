import type {
  DeleteMetricFilterRequest,
  DescribeMetricFiltersRequest,
  DescribeMetricFiltersResponse,
  MetricFilter as MetricFilterShape,
  MetricTransformation as MetricTransformationShape,
  PutMetricFilterRequest,
  TestMetricFilterRequest,
  TestMetricFilterResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { compileTransformation, FilterSet } from '../../../core/filter-pattern/index.ts';
import { scopeOf } from '../../arn.ts';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { invalid, notFound, refusals } from './errors.ts';
import { assertBuilt } from './not-built.ts';
import { assertRegexesFit, parsePattern, refusing } from './patterns.ts';
import { filterScope, type LogsState, type MetricFilter, type MetricTransformation } from './state.ts';

/** Of one log group. */
const MOST_FILTERS = 100;
const DEFAULT_PAGE = 50;

/** Metric filters: kept here, acted on by `arrivals.ts`. */
export function metricFilters(state: LogsState) {
  const kept = state.metricFilters;

  const putMetricFilter: Operation<PutMetricFilterRequest, void> = (call) => {
    const { input } = call;
    const name = input.filterName!;
    assertBuilt(input);
    const parsed = parsePattern(input.filterPattern!);
    const transformation = transformationOf(input.metricTransformations![0]!);
    refusing(() => compileTransformation(transformation, parsed));
    const group = state.standardGroup(call, input.logGroupName!);
    const scope = filterScope(scopeOf(call), group.name);
    const before = kept.get(scope, name);
    if (!before && kept.count(scope) >= MOST_FILTERS) throw refusals.limit();
    assertRegexesFit(state, scope, parsed, before);
    kept.put(scope, name, {
      name,
      group: group.name,
      pattern: input.filterPattern!,
      createdAt: before?.createdAt ?? state.parts.clock.now(),
      transformation,
    });
  };

  const describeMetricFilters: Operation<DescribeMetricFiltersRequest, DescribeMetricFiltersResponse> = (call) => {
    const { filterNamePrefix = '', metricName, metricNamespace, limit, nextToken } = call.input;
    if ((metricName === undefined) !== (metricNamespace === undefined)) {
      throw invalid('metricName and metricNamespace must be given together.');
    }
    const found = filtersOf(call).filter(
      ({ name, transformation }) =>
        name.startsWith(filterNamePrefix) &&
        (metricName === undefined ||
          (transformation.metricName === metricName && transformation.metricNamespace === metricNamespace)),
    );
    const { items, next } = page(found.toSorted(byKey), limit ?? DEFAULT_PAGE, nextToken, keyOf);
    return { metricFilters: items.map(described), nextToken: next };
  };

  const deleteMetricFilter: Operation<DeleteMetricFilterRequest, void> = (call) => {
    const group = state.standardGroup(call, call.input.logGroupName!);
    if (!kept.delete(filterScope(scopeOf(call), group.name), call.input.filterName!)) {
      throw notFound('The specified metric filter does not exist.');
    }
  };

  const testMetricFilter: Operation<TestMetricFilterRequest, TestMetricFilterResponse> = (call) => {
    const set = new FilterSet([parsePattern(call.input.filterPattern!)]);
    const matches = call.input.logEventMessages!.flatMap((message, index) =>
      set.match(message).length > 0
        ? [{ eventNumber: index + 1, eventMessage: message, extractedValues: set.values(0) }]
        : [],
    );
    return { matches };
  };

  function filtersOf(call: Call<DescribeMetricFiltersRequest>): MetricFilter[] {
    const { logGroupName } = call.input;
    const scope = scopeOf(call);
    if (logGroupName !== undefined) return kept.list(filterScope(scope, state.standardGroup(call, logGroupName).name));
    return state.groups.list(scope).flatMap(({ name }) => kept.list(filterScope(scope, name)));
  }

  return {
    PutMetricFilter: putMetricFilter,
    DescribeMetricFilters: describeMetricFilters,
    DeleteMetricFilter: deleteMetricFilter,
    TestMetricFilter: testMetricFilter,
  };
}

const transformationOf = (given: MetricTransformationShape): MetricTransformation => ({
  metricName: given.metricName!,
  metricNamespace: given.metricNamespace!,
  metricValue: given.metricValue!,
  defaultValue: given.defaultValue,
  dimensions: given.dimensions,
  unit: given.unit,
});

/** Filters of several groups are listed by name; the group breaks a tie. */
const keyOf = ({ name, group }: MetricFilter): string => `${name}\n${group}`;

const byKey = (a: MetricFilter, b: MetricFilter): number => (keyOf(a) < keyOf(b) ? -1 : 1);

const described = ({ name, group, pattern, createdAt, transformation }: MetricFilter): MetricFilterShape => ({
  applyOnTransformedLogs: false,
  creationTime: createdAt,
  filterName: name,
  filterPattern: pattern,
  logGroupName: group,
  metricTransformations: [transformation as MetricTransformationShape],
});
