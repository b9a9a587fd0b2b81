import type {
  AlarmDescription,
  AlarmHome,
  AlarmQuery,
  CompositeAlarmDescription,
  MetricAlarmDescription,
  StateRecord,
} from './description.ts';
import { Double, type JavaJson, javaJson } from './java-json.ts';
import { alarmMail, triggering } from './mail.ts';
import { regionName } from './region-name.ts';
import { isoOffset } from './time-text.ts';

/** What CloudWatch publishes to an SNS topic on a transition (recorded), with the texts it gives to mail and SMS subscribers. */
export interface AlarmNotification {
  readonly subject: string;
  /** One JSON text, for every protocol that has no text of its own. */
  readonly message: string;
  readonly email: string;
  readonly sms: string;
}

/** The SNS message of a transition, key for key as AWS sends it. */
export function notification(
  home: AlarmHome,
  alarm: AlarmDescription,
  now: StateRecord,
  before: StateRecord,
): AlarmNotification {
  return {
    subject: subject(alarm.name, now, home),
    email: alarmMail(home, alarm, now, before),
    sms: subject(alarm.name, now, home),
    message: javaJson({
      AlarmName: alarm.name,
      AlarmDescription: alarm.description ?? null,
      AWSAccountId: home.account,
      AlarmConfigurationUpdatedTimestamp: isoOffset(alarm.updatedAt),
      NewStateValue: now.state,
      NewStateReason: now.reason,
      StateChangeTime: isoOffset(now.at),
      Region: regionName(home.region),
      AlarmArn: alarm.arn,
      OldStateValue: before.state,
      OKActions: [...alarm.okActions],
      AlarmActions: [...alarm.alarmActions],
      InsufficientDataActions: [...alarm.insufficientDataActions],
      ...(alarm.kind === 'metric'
        ? { ActionExecutedAfterMuteWindow: false, Trigger: trigger(alarm) }
        : composite(alarm, now)),
    }),
  };
}

/** `ALARM: "name" in US East (N. Virginia)`, at most the 100 characters a subject may have. */
const subject = (name: string, now: StateRecord, home: AlarmHome) =>
  `${now.state}: "${name}" in ${regionName(home.region)}`.slice(0, 100);

function trigger(alarm: MetricAlarmDescription): JavaJson {
  const [query] = alarm.metrics;
  return {
    ...(alarm.singleMetric && query?.metric ? singleMetric(query) : { Metrics: alarm.metrics.map(metricsEntry) }),
    Period: alarm.period,
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    ComparisonOperator: alarm.comparisonOperator,
    ...(alarm.thresholdMetricId === undefined
      ? { Threshold: alarm.threshold === undefined ? undefined : new Double(alarm.threshold) }
      : { ThresholdMetricId: alarm.thresholdMetricId }),
    TreatMissingData: alarm.treatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: alarm.evaluateLowSampleCountPercentile ?? '',
  };
}

const namedStatistics = ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'];

/** The notification spells a simple statistic `AVERAGE` and names every other one in `ExtendedStatistic`. */
function singleMetric(query: AlarmQuery) {
  const stat = query.stat ?? '';
  const simple = namedStatistics.includes(stat);
  return {
    MetricName: query.metric?.name,
    Namespace: query.metric?.namespace,
    StatisticType: simple ? 'Statistic' : 'ExtendedStatistic',
    ...(simple ? { Statistic: statisticWord(stat) } : { ExtendedStatistic: stat }),
    Unit: query.unit ?? null,
    Dimensions: (query.metric?.dimensions ?? []).map(({ name, value }) => ({ value, name })),
  };
}

const statisticWord = (stat: string) => (stat === 'SampleCount' ? 'SAMPLE_COUNT' : stat.toUpperCase());

const metricsEntry = (query: AlarmQuery): JavaJson => ({
  Expression: query.expression,
  Id: query.id,
  Label: query.label,
  MetricStat:
    query.metric === undefined
      ? undefined
      : {
          Metric: {
            Dimensions: query.metric.dimensions.map(({ name, value }) => ({ value, name })),
            MetricName: query.metric.name,
            Namespace: query.metric.namespace,
          },
          Period: query.period,
          Stat: query.stat,
          Unit: query.unit,
        },
  ReturnData: query.returnData,
});

function composite(alarm: CompositeAlarmDescription, now: StateRecord) {
  return {
    AlarmRule: alarm.rule,
    ...(alarm.suppressor === undefined
      ? {}
      : {
          ActionsSuppressor: alarm.suppressor.alarm,
          ActionsSuppressorWaitPeriod: alarm.suppressor.waitPeriod,
          ActionsSuppressorExtensionPeriod: alarm.suppressor.extensionPeriod,
        }),
    TriggeringChildren: triggering(now.reasonData).map(({ arn, state }) => ({
      Arn: arn,
      State: { Value: state.value, Timestamp: state.timestamp },
    })),
  };
}
