import type { Datapoint, GetMetricStatisticsInput, GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch';
import { type Distribution, parseStatistic, queryStart, statisticOf } from '../../../core/metric/index.ts';
import type { Operation } from '../../service.ts';
import { invalidCombination, invalidValue } from './errors.ts';
import { readPeriods } from './read.ts';
import type { CloudWatchState } from './state.ts';

/** Most datapoints one answer may hold. */
const mostDatapoints = 1440;

/** GetMetricStatistics: one datapoint a period and unit. */
export function metricStatistics(state: CloudWatchState) {
  const get: Operation<GetMetricStatisticsInput, GetMetricStatisticsOutput> = (call) => {
    const { input } = call;
    const { period, start, end } = check(input, state.now());
    const metric = {
      namespace: input.Namespace ?? '',
      name: input.MetricName ?? '',
      dimensions: (input.Dimensions ?? []).map(({ Name = '', Value = '' }) => ({ name: Name, value: Value })),
    };
    const withValues = (input.ExtendedStatistics ?? []).length > 0;
    const periods = readPeriods(state, state.scope(call), metric, { start, end, period, withValues });
    const datapoints = periods
      .filter(({ unit }) => input.Unit === undefined || unit === input.Unit)
      .map(({ at, unit, samples }) => datapoint(input, at, unit, samples));
    return { Label: input.MetricName, Datapoints: datapoints };
  };
  return { GetMetricStatistics: get };
}

function check(input: GetMetricStatisticsInput, now: number) {
  const period = input.Period ?? 60;
  const [from, to] = [input.StartTime?.getTime() ?? 0, input.EndTime?.getTime() ?? 0];
  if (from >= to) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  if (![1, 5, 10, 20, 30].includes(period) && period % 60 !== 0) {
    throw invalidValue('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
  }
  if (!input.Statistics?.length && !input.ExtendedStatistics?.length) {
    throw invalidCombination('Must specify either Statistics or ExtendedStatistics');
  }
  if (input.Statistics?.length && input.ExtendedStatistics?.length) {
    throw invalidCombination(
      'The parameters Statistics and ExtendedStatistics are mutually exclusive and you have specified both.',
    );
  }
  for (const name of input.ExtendedStatistics ?? []) {
    if (parseStatistic(name) === undefined) {
      throw invalidValue(`The value ${name} for parameter ExtendedStatistics is not supported.`);
    }
  }
  const asked = Math.ceil((to - from) / (period * 1000));
  if (asked > mostDatapoints) {
    throw invalidCombination(
      `You have requested up to ${asked} datapoints, which exceeds the limit of 1440. ` +
        'You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
    );
  }
  return { period, start: queryStart(from, now, period), end: to };
}

function datapoint(input: GetMetricStatisticsInput, at: number, unit: string, samples: Distribution): Datapoint {
  const simple = (input.Statistics ?? []).map((name) => [name, statisticOf(samples, name)]);
  const extended = (input.ExtendedStatistics ?? []).flatMap((name) => {
    const value = statisticOf(samples, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    Timestamp: new Date(at),
    Unit: unit as Datapoint['Unit'],
    ...Object.fromEntries(simple),
    ...(input.ExtendedStatistics?.length ? { ExtendedStatistics: Object.fromEntries(extended) } : {}),
  };
}
