import { type Resource, ref } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { SELF } from './names.ts';

export interface SelfAlarm {
  readonly name: string;
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: 'Sum' | 'Maximum';
  readonly dimensions: Readonly<Record<string, string>>;
}

/** An alarm on Trailkeeper's own parts: it tells people directly, by none of the functions it may be about. */
export const selfAlarm = (
  id: string,
  { homeRegion: region }: Settings,
  { name, description, namespace, metric, statistic, dimensions }: SelfAlarm,
): Resource => ({
  id,
  type: 'AWS::CloudWatch::Alarm',
  region,
  properties: {
    AlarmName: `${SELF}${name}`,
    AlarmDescription: description,
    Namespace: namespace,
    MetricName: metric,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: statistic,
    Period: 300,
    EvaluationPeriods: 1,
    DatapointsToAlarm: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [ref('AlertTopic')],
  },
});

/** On what Lambda says of a function: it failed, or there was no room for it. */
export const functionAlarms = (id: string, name: string, settings: Settings): Resource[] =>
  [
    { metric: 'Errors', what: 'failed' },
    { metric: 'Throttles', what: 'was throttled' },
  ].map(({ metric, what }) =>
    selfAlarm(`${id}${metric}Alarm`, settings, {
      name: `${name}-${metric.toLowerCase()}`,
      description: `The function trailkeeper-${name} ${what}`,
      namespace: 'AWS/Lambda',
      metric,
      statistic: 'Sum',
      dimensions: { FunctionName: `trailkeeper-${name}` },
    }),
  );
