import { CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, paginateDescribeMetricFilters } from '@aws-sdk/client-cloudwatch-logs';
import type { FeedingFilter, Told, WatchingAlarm } from '../core/compliance/index.ts';
import type { ClientSettings } from './evidence.ts';
import { Listeners } from './listeners.ts';

/** The alarms of a region that metric filters feed, with their filters and who is told. */
export async function readAlarms(settings: ClientSettings, account: string): Promise<WatchingAlarm[]> {
  const cloudwatch = new CloudWatchClient(settings);
  const listeners = new Listeners(settings, account);
  try {
    const fed = await readFilters(settings);
    const alarms: WatchingAlarm[] = [];
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: cloudwatch }, {})) {
      for (const alarm of MetricAlarms) {
        const filters = metricsOf(alarm).flatMap((metric) => fed.get(metric) ?? []);
        if (filters.length > 0) alarms.push(watching(alarm, filters, await toldBy(alarm, listeners)));
      }
    }
    return alarms;
  } finally {
    cloudwatch.destroy();
    listeners.close();
  }
}

const watching = (alarm: MetricAlarm, filters: readonly FeedingFilter[], told: readonly Told[]): WatchingAlarm => ({
  name: alarm.AlarmName ?? '',
  arn: alarm.AlarmArn ?? '',
  state: alarm.StateValue ?? '',
  reason: alarm.StateReason,
  changedAt: alarm.StateUpdatedTimestamp?.toISOString(),
  threshold: alarm.Threshold,
  filters,
  told,
});

/** Metric filters by the metric they write, `namespace/name`. */
async function readFilters(settings: ClientSettings): Promise<Map<string, FeedingFilter[]>> {
  const client = new CloudWatchLogsClient(settings);
  const fed = new Map<string, FeedingFilter[]>();
  try {
    for await (const { metricFilters = [] } of paginateDescribeMetricFilters({ client }, {})) {
      for (const {
        filterName = '',
        logGroupName = '',
        filterPattern = '',
        metricTransformations = [],
      } of metricFilters) {
        for (const { metricNamespace, metricName } of metricTransformations) {
          const metric = `${metricNamespace}/${metricName}`;
          const filter = { name: filterName, logGroup: logGroupName, pattern: filterPattern };
          fed.set(metric, [...(fed.get(metric) ?? []), filter]);
        }
      }
    }
    return fed;
  } finally {
    client.destroy();
  }
}

const metricsOf = ({ Namespace, MetricName, Metrics = [] }: MetricAlarm): string[] => [
  ...(MetricName === undefined ? [] : [`${Namespace}/${MetricName}`]),
  ...Metrics.flatMap(({ MetricStat }) =>
    MetricStat?.Metric ? [`${MetricStat.Metric.Namespace}/${MetricStat.Metric.MetricName}`] : [],
  ),
];

async function toldBy(alarm: MetricAlarm, listeners: Listeners): Promise<Told[]> {
  const actions = alarm.ActionsEnabled === false ? [] : (alarm.AlarmActions ?? []);
  const told = await Promise.all(actions.map((arn) => listeners.of(arn)));
  return [...told, ...(await listeners.ofStateChange({ name: alarm.AlarmName ?? '', arn: alarm.AlarmArn ?? '' }))];
}
