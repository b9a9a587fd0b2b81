import type { AlarmDescription, AlarmHome, AlarmQuery, MetricAlarmDescription, StateRecord } from './description.ts';
import { isoOffset } from './time-text.ts';

/** The members of an event that its bus does not add by itself (`version` and `id` it does). */
export interface AlarmEvent {
  readonly 'detail-type': string;
  readonly source: 'aws.cloudwatch';
  readonly account: string;
  /** Whole seconds, as EventBridge writes them. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

/** "CloudWatch Alarm State Change". @see AWS, "Alarm events and EventBridge" */
export function stateChangeEvent(
  home: AlarmHome,
  alarm: AlarmDescription,
  now: StateRecord,
  before: StateRecord,
): AlarmEvent {
  return event(home, alarm, 'CloudWatch Alarm State Change', now.at, {
    alarmName: alarm.name,
    state: stateDetail(now),
    previousState: stateDetail(before),
    configuration: conditionDetail(alarm),
  });
}

/** "CloudWatch Alarm Configuration Change", for an alarm created, updated or deleted. */
export function configurationChangeEvent(
  home: AlarmHome,
  operation: 'create' | 'update' | 'delete',
  alarm: AlarmDescription,
  state: StateRecord,
  at: number,
  previous?: AlarmDescription,
): AlarmEvent {
  return event(home, alarm, 'CloudWatch Alarm Configuration Change', at, {
    alarmName: alarm.name,
    operation,
    state: {
      ...(state.actionsSuppressedBy === undefined ? {} : { actionsSuppressedBy: state.actionsSuppressedBy }),
      value: state.state,
      timestamp: isoOffset(state.at),
    },
    configuration: configurationDetail(alarm),
    ...(previous === undefined ? {} : { previousConfiguration: configurationDetail(previous) }),
  });
}

/** What a Lambda function that is an alarm action is invoked with (recorded). */
export const lambdaActionEvent = (
  home: AlarmHome,
  alarm: AlarmDescription,
  now: StateRecord,
  before: StateRecord,
): object => ({
  source: 'aws.cloudwatch',
  alarmArn: alarm.arn,
  accountId: home.account,
  time: isoOffset(now.at),
  region: home.region,
  alarmData: {
    alarmName: alarm.name,
    state: stateDetail(now),
    previousState: stateDetail(before),
    configuration: conditionDetail(alarm),
  },
});

const event = (
  home: AlarmHome,
  alarm: AlarmDescription,
  detailType: string,
  at: number,
  detail: object,
): AlarmEvent => ({
  'detail-type': detailType,
  source: 'aws.cloudwatch',
  account: home.account,
  time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
  region: home.region,
  resources: [alarm.arn],
  detail,
});

const stateDetail = (state: StateRecord) => ({
  ...(state.actionsSuppressedBy === undefined
    ? {}
    : { actionsSuppressedBy: state.actionsSuppressedBy, actionsSuppressedReason: state.actionsSuppressedReason }),
  value: state.state,
  reason: state.reason,
  ...(state.reasonData ? { reasonData: state.reasonData } : {}),
  timestamp: isoOffset(state.at),
});

/** What the alarm looks at: all that a state change says of its configuration. */
const conditionDetail = (alarm: AlarmDescription) => {
  const description = alarm.description === undefined ? {} : { description: alarm.description };
  if (alarm.kind === 'metric') return { ...description, metrics: alarm.metrics.map(queryDetail) };
  return { ...description, ...ruleDetail(alarm) };
};

const configurationDetail = (alarm: AlarmDescription) => ({
  ...(alarm.kind === 'metric' ? thresholdDetail(alarm) : ruleDetail(alarm)),
  alarmName: alarm.name,
  ...(alarm.description === undefined ? {} : { description: alarm.description }),
  actionsEnabled: alarm.actionsEnabled,
  timestamp: isoOffset(alarm.updatedAt),
  okActions: alarm.okActions,
  alarmActions: alarm.alarmActions,
  insufficientDataActions: alarm.insufficientDataActions,
});

const thresholdDetail = (alarm: MetricAlarmDescription) => ({
  evaluationPeriods: alarm.evaluationPeriods,
  ...(alarm.datapointsToAlarm === undefined ? {} : { datapointsToAlarm: alarm.datapointsToAlarm }),
  ...(alarm.threshold === undefined ? {} : { threshold: alarm.threshold }),
  ...(alarm.thresholdMetricId === undefined ? {} : { thresholdMetricId: alarm.thresholdMetricId }),
  comparisonOperator: alarm.comparisonOperator,
  ...(alarm.treatMissingData === undefined ? {} : { treatMissingData: alarm.treatMissingData }),
  ...(alarm.evaluateLowSampleCountPercentile === undefined
    ? {}
    : { evaluateLowSampleCountPercentile: alarm.evaluateLowSampleCountPercentile }),
  metrics: alarm.metrics.map(queryDetail),
});

const ruleDetail = (alarm: Extract<AlarmDescription, { kind: 'composite' }>) => ({
  alarmRule: alarm.rule,
  ...(alarm.suppressor === undefined
    ? {}
    : {
        actionsSuppressor: alarm.suppressor.alarm,
        actionsSuppressorWaitPeriod: alarm.suppressor.waitPeriod,
        actionsSuppressorExtensionPeriod: alarm.suppressor.extensionPeriod,
      }),
});

const queryDetail = (query: AlarmQuery) => ({
  id: query.id,
  ...(query.expression === undefined ? {} : { expression: query.expression }),
  ...(query.label === undefined ? {} : { label: query.label }),
  ...(query.metric === undefined
    ? {}
    : {
        metricStat: {
          metric: {
            namespace: query.metric.namespace,
            name: query.metric.name,
            dimensions: Object.fromEntries(query.metric.dimensions.map(({ name, value }) => [name, value])),
          },
          period: query.period,
          stat: query.stat,
          ...(query.unit === undefined ? {} : { unit: query.unit }),
        },
      }),
  ...(query.metric === undefined && query.period !== undefined ? { period: query.period } : {}),
  returnData: query.returnData,
});
