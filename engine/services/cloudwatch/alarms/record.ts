import type { Metric, MetricDataQuery, PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type {
  AlarmDescription,
  AlarmMetric,
  AlarmQuery,
  ComparisonOperator,
  StateRecord,
  Suppression,
  ThresholdAlarm,
  TreatMissingData,
} from '../../../../core/alarm/index.ts';

interface RecordBase {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  /** When the configuration was last changed. */
  readonly configuredAt: number;
  readonly actionsEnabled: boolean;
  readonly state: StateRecord;
  /** When the state's value last changed; `state.at` also moves when its reason does. */
  readonly transitionedAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** A metric alarm as it is stored: the request that made it, and its state. */
export interface MetricAlarmRecord extends RecordBase {
  readonly kind: 'metric';
  readonly input: Omit<PutMetricAlarmInput, 'Tags'>;
  /** Names the one metric of an alarm made with MetricName in its events. */
  readonly metricId: string;
}

export interface CompositeAlarmRecord extends RecordBase {
  readonly kind: 'composite';
  readonly input: Omit<PutCompositeAlarmInput, 'Tags'>;
  readonly suppression: Suppression;
}

export type AlarmRecord = MetricAlarmRecord | CompositeAlarmRecord;

/** What the alarm looks like to the functions that judge it. */
export function thresholdAlarm({ input }: MetricAlarmRecord): ThresholdAlarm {
  const watched = input.Metrics?.find(({ ReturnData, Id }) => ReturnData !== false && Id !== input.ThresholdMetricId);
  const stat = watched?.MetricStat?.Stat ?? input.ExtendedStatistic;
  return {
    period: periodOf(input),
    evaluationPeriods: input.EvaluationPeriods ?? 1,
    datapointsToAlarm: input.DatapointsToAlarm,
    threshold: input.Threshold,
    comparisonOperator: input.ComparisonOperator as ComparisonOperator,
    treatMissingData: input.TreatMissingData as TreatMissingData | undefined,
    statistic: input.Statistic,
    extendedStatistic: stat,
    unit: input.Unit,
    namespace: input.Namespace,
    evaluateLowSampleCountPercentile: input.EvaluateLowSampleCountPercentile as 'evaluate' | 'ignore' | undefined,
    evaluationWindow: input.EvaluationWindow as ThresholdAlarm['evaluationWindow'],
  };
}

/** Seconds. An alarm on expressions has the period of its metrics, or of the expression that has none. */
export function periodOf(input: Pick<PutMetricAlarmInput, 'Period' | 'Metrics'>): number {
  const stated = (input.Metrics ?? []).map((query) => query.MetricStat?.Period ?? query.Period);
  return input.Period ?? stated.find((period) => period !== undefined) ?? 60;
}

/** The alarm's metrics and expressions; an alarm on one metric has one. */
export function queriesOf({ input, metricId }: MetricAlarmRecord): AlarmQuery[] {
  if (input.Metrics !== undefined && input.Metrics.length > 0) return input.Metrics.map(asQuery);
  return [
    {
      id: metricId,
      metric: asMetric(input),
      stat: input.Statistic ?? input.ExtendedStatistic,
      unit: input.Unit,
      period: input.Period,
      returnData: true,
    },
  ];
}

/** One entry of `Metrics`. */
export const asQuery = (query: MetricDataQuery): AlarmQuery => ({
  id: query.Id ?? '',
  metric: query.MetricStat?.Metric && asMetric(query.MetricStat.Metric),
  stat: query.MetricStat?.Stat,
  unit: query.MetricStat?.Unit,
  expression: query.Expression,
  label: query.Label,
  period: query.MetricStat?.Period ?? query.Period,
  accountId: query.AccountId,
  returnData: query.ReturnData ?? true,
});

const asMetric = ({ Namespace = '', MetricName = '', Dimensions = [] }: Metric): AlarmMetric => ({
  namespace: Namespace,
  name: MetricName,
  dimensions: Dimensions.map(({ Name = '', Value = '' }) => ({ name: Name, value: Value })),
});

/** The alarm as its events and notifications describe it. */
export function descriptionOf(record: AlarmRecord): AlarmDescription {
  const { input } = record;
  const base = {
    name: record.name,
    arn: record.arn,
    description: input.AlarmDescription,
    actionsEnabled: record.actionsEnabled,
    okActions: input.OKActions ?? [],
    alarmActions: input.AlarmActions ?? [],
    insufficientDataActions: input.InsufficientDataActions ?? [],
    updatedAt: record.configuredAt,
  };
  if (record.kind === 'composite')
    return { ...base, kind: 'composite', rule: record.input.AlarmRule ?? '', ...suppressor(record) };
  return {
    ...base,
    ...thresholdAlarm(record),
    kind: 'metric',
    metrics: queriesOf(record),
    singleMetric: record.input.MetricName !== undefined,
    thresholdMetricId: record.input.ThresholdMetricId,
  };
}

const suppressor = ({ input }: CompositeAlarmRecord) =>
  input.ActionsSuppressor === undefined
    ? {}
    : {
        suppressor: {
          alarm: input.ActionsSuppressor,
          waitPeriod: input.ActionsSuppressorWaitPeriod ?? 0,
          extensionPeriod: input.ActionsSuppressorExtensionPeriod ?? 0,
        },
      };
