import type { AlarmDescription, AlarmHome, MetricAlarmDescription, StateRecord } from './description.ts';
import { javaDouble } from './java-json.ts';
import { regionName } from './region-name.ts';
import { longTime } from './time-text.ts';

/** The plain text CloudWatch sends to e-mail subscribers of an alarm's topic, in the layout of published mails. */
export function alarmMail(home: AlarmHome, alarm: AlarmDescription, now: StateRecord, before: StateRecord): string {
  const at = longTime(now.at);
  const link = `https://${home.region}.console.aws.amazon.com/cloudwatch/deeplink.js?region=${home.region}#alarmsV2:alarm/`;
  return [
    `You are receiving this email because your Amazon CloudWatch Alarm "${alarm.name}" in the ${regionName(home.region)} region ` +
      `has entered the ${now.state} state, because "${now.reason}" at "${at}".`,
    '',
    'View this alarm in the AWS Management Console:',
    `${link}${encodeURIComponent(alarm.name)}`,
    '',
    'Alarm Details:',
    row('Name', alarm.name),
    row('Description', alarm.description ?? ''),
    row('State Change', `${before.state} -> ${now.state}`),
    ...(alarm.kind === 'composite' ? [row('Alarm Rule', alarm.rule)] : []),
    row('Reason for State Change', now.reason),
    row('Timestamp', at),
    row('AWS Account', home.account),
    row('Alarm Arn', alarm.arn),
    '',
    ...(alarm.kind === 'metric' ? monitored(alarm) : children(now)),
    '',
    'State Change Actions:',
    `- OK: ${actions(alarm.okActions)}`,
    `- ALARM: ${actions(alarm.alarmActions)}`,
    `- INSUFFICIENT_DATA: ${actions(alarm.insufficientDataActions)}`,
    '',
  ].join('\n');
}

const row = (name: string, value: string) => `${`- ${name}:`.padEnd(30)}${value}`;
const wide = (name: string, value: string) => `${`- ${name}:`.padEnd(39)}${value}`;
const actions = (arns: readonly string[]) => arns.map((arn) => `[${arn}]`).join(' ');

function monitored(alarm: MetricAlarmDescription): string[] {
  const toAlarm = alarm.datapointsToAlarm ?? alarm.evaluationPeriods;
  const limit = alarm.threshold === undefined ? '' : ` ${javaDouble(alarm.threshold)}`;
  const head = [
    'Threshold:',
    `- The alarm is in the ALARM state when the metric is ${alarm.comparisonOperator}${limit} for at least ${toAlarm} of the last ` +
      `${alarm.evaluationPeriods} period(s) of ${alarm.period} seconds.`,
    '',
  ];
  const [query] = alarm.metrics;
  if (!alarm.singleMetric || query?.metric === undefined) {
    const lines = alarm.metrics.map((each) => `- ${each.id}: ${each.expression ?? each.metric?.name ?? ''}`);
    return [...head, 'Monitored Metrics:', ...lines];
  }
  const dimensions = query.metric.dimensions.map(({ name, value }) => `[${name} = ${value}]`).join(' ');
  return [
    ...head,
    'Monitored Metric:',
    wide('MetricNamespace', query.metric.namespace),
    wide('MetricName', query.metric.name),
    wide('Dimensions', dimensions),
    wide('Period', `${alarm.period} seconds`),
    wide('Statistic', query.stat ?? ''),
    wide('Unit', query.unit ?? 'not specified'),
    wide('TreatMissingData', alarm.treatMissingData ?? 'missing'),
  ];
}

const children = (now: StateRecord): string[] => [
  'Triggering children (max. 10):',
  ...triggering(now.reasonData).map(({ arn, state }) => `- ${arn} (${state.value})`),
];

/** The alarms a composite alarm's reason data names. */
export function triggering(reasonData: string | undefined) {
  if (!reasonData) return [];
  const data = JSON.parse(reasonData) as {
    triggeringAlarms?: { arn: string; state: { value: string; timestamp: string } }[];
  };
  return (data.triggeringAlarms ?? []).slice(0, 10);
}
