import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { AlarmRecord, CompositeAlarmRecord, MetricAlarmRecord } from './record.ts';

/** A metric alarm as DescribeAlarms answers it: members that were not given are left out (recorded). */
export function describeMetric(record: MetricAlarmRecord): MetricAlarm {
  const { input } = record;
  const members: MetricAlarm = {
    ...described(record),
    MetricName: input.MetricName,
    Namespace: input.Namespace,
    Statistic: input.Statistic,
    ExtendedStatistic: input.ExtendedStatistic,
    Dimensions: input.Dimensions ?? [],
    Period: input.Period,
    Unit: input.Unit,
    EvaluationPeriods: input.EvaluationPeriods,
    DatapointsToAlarm: input.DatapointsToAlarm,
    Threshold: input.Threshold,
    ComparisonOperator: input.ComparisonOperator,
    TreatMissingData: input.TreatMissingData,
    EvaluateLowSampleCountPercentile: input.EvaluateLowSampleCountPercentile,
    Metrics: input.Metrics,
    ThresholdMetricId: input.ThresholdMetricId,
    EvaluationWindow: input.EvaluationWindow,
  };
  return given(members);
}

export function describeComposite(record: CompositeAlarmRecord): CompositeAlarm {
  const { input, state } = record;
  const members: CompositeAlarm = {
    ...described(record),
    AlarmRule: input.AlarmRule,
    ActionsSuppressor: input.ActionsSuppressor,
    ActionsSuppressorWaitPeriod: input.ActionsSuppressorWaitPeriod,
    ActionsSuppressorExtensionPeriod: input.ActionsSuppressorExtensionPeriod,
    ActionsSuppressedBy: state.actionsSuppressedBy,
    ActionsSuppressedReason: state.actionsSuppressedReason,
  };
  return given(members);
}

const described = ({ input, name, arn, state, ...record }: AlarmRecord) => ({
  AlarmName: name,
  AlarmArn: arn,
  AlarmDescription: input.AlarmDescription,
  AlarmConfigurationUpdatedTimestamp: new Date(record.configuredAt),
  ActionsEnabled: record.actionsEnabled,
  OKActions: input.OKActions ?? [],
  AlarmActions: input.AlarmActions ?? [],
  InsufficientDataActions: input.InsufficientDataActions ?? [],
  StateValue: state.state,
  StateReason: state.reason,
  StateReasonData: state.reasonData || undefined,
  StateUpdatedTimestamp: new Date(state.at),
  StateTransitionedTimestamp: new Date(record.transitionedAt),
});

const given = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
