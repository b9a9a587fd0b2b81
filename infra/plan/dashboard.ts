import type { MetricAlarmRule } from '../../rules/kit/index.ts';
import { metricNamespace } from '../../rules/kit/index.ts';
import { ACCOUNT, type Resource, sub } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { pascal, SELF, trailLogGroup } from './names.ts';

const WIDTH = 24;

/** One page in CloudWatch's console: what is alarming, what is counted, how the functions do, who was refused most. */
export function dashboard(
  alarms: readonly MetricAlarmRule[],
  functions: readonly string[],
  settings: Settings,
): Resource {
  const { homeRegion: region } = settings;
  const alarmArn = (name: string) => `arn:aws:cloudwatch:${region}:${ACCOUNT}:alarm:${name}`;
  const widgets = [
    {
      type: 'alarm',
      ...at(0, 4),
      properties: {
        title: 'Alarms',
        alarms: [...alarms.map(({ alarm }) => alarmArn(alarm.alarmName)), alarmArn(`${SELF}dead-letters`)],
      },
    },
    {
      type: 'metric',
      ...at(4, 8),
      properties: {
        title: 'What the trail counts',
        region,
        stat: 'Sum',
        period: 300,
        stacked: true,
        metrics: alarms.map(({ filter, title }) => [filter.metricNamespace, filter.metricName, { label: title.en }]),
      },
    },
    {
      type: 'metric',
      ...at(12, 6),
      properties: {
        title: 'Functions: invocations and errors',
        region,
        stat: 'Sum',
        period: 300,
        metrics: functions.flatMap((name) =>
          ['Invocations', 'Errors'].map((metric) => ['AWS/Lambda', metric, 'FunctionName', `trailkeeper-${name}`]),
        ),
      },
    },
    {
      type: 'log',
      ...at(18, 6),
      properties: {
        title: 'Who was refused most',
        region,
        view: 'table',
        query: `SOURCE '${trailLogGroup(settings)}' | filter errorCode like /Denied|Unauthorized/ | stats count(*) as refused by userIdentity.arn, eventName | sort refused desc | limit 20`,
      },
    },
  ];
  return {
    id: 'Dashboard',
    type: 'AWS::CloudWatch::Dashboard',
    region,
    properties: { DashboardName: pascal(metricNamespace), DashboardBody: sub(JSON.stringify({ widgets })) },
  };
}

/** A widget over the whole width. */
const at = (y: number, height: number) => ({ x: 0, y, width: WIDTH, height });
