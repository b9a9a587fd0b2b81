import {
  CloudWatchClient,
  type Datapoint,
  GetMetricStatisticsCommand,
  type StandardUnit,
  type Statistic,
} from '@aws-sdk/client-cloudwatch';
import { courseBefore, evidenceOf } from '../../core/alarm/index.ts';
import { type Values, valuesOn } from '../../core/message/index.ts';
import type { AlarmChange } from './change.ts';

const cloudwatch = new CloudWatchClient({});

/** The metric of an alarm on one, up to its change: what the message draws. */
export async function valuesBefore({ transition, metric, range }: AlarmChange): Promise<Values | undefined> {
  if (metric === undefined) return undefined;
  const evidence = evidenceOf(transition.reason, transition.reasonData) ?? {
    period: range.period,
    statistic: undefined,
    threshold: undefined,
    datapoints: [],
  };
  const course = courseBefore(evidence, Date.parse(transition.time));
  const simple = isSimple(metric.statistic);
  const { Datapoints = [] } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(course.start),
      EndTime: new Date(course.end),
      Period: course.period,
      Unit: metric.unit as StandardUnit | undefined,
      ...(simple ? { Statistics: [metric.statistic as Statistic] } : { ExtendedStatistics: [metric.statistic] }),
    }),
  );
  return valuesOn(course, byTime(Datapoints, metric.statistic));
}

const isSimple = (name: string) => /^(SampleCount|Average|Sum|Minimum|Maximum)$/.test(name);

/** Where a period has several units, the first by name counts, as for the alarm. */
function byTime(datapoints: readonly Datapoint[], statistic: string): Map<number, number> {
  const values = new Map<number, number>();
  const inOrder = datapoints.toSorted((a, b) => ((a.Unit ?? '') < (b.Unit ?? '') ? -1 : 1));
  for (const datapoint of inOrder) {
    const at = datapoint.Timestamp?.getTime();
    const value = isSimple(statistic) ? datapoint[statistic as Statistic] : datapoint.ExtendedStatistics?.[statistic];
    if (at !== undefined && value !== undefined && !values.has(at)) values.set(at, value);
  }
  return values;
}
