import type { MetricAlarmRule } from '../../rules/kit/index.ts';
import type { Resource } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { pascal, trailLogGroupValue } from './names.ts';

/** A filter on the trail's log group and an alarm on its metric, for each metric alarm of the catalogue. */
export const metricAlarms = (alarms: readonly MetricAlarmRule[], settings: Settings): Resource[] =>
  alarms.flatMap((rule): Resource[] => [
    {
      id: `${pascal(rule.id)}Filter`,
      type: 'AWS::Logs::MetricFilter',
      region: settings.homeRegion,
      properties: {
        LogGroupName: trailLogGroupValue(settings),
        FilterName: rule.filter.filterName,
        FilterPattern: rule.filter.filterPattern,
        MetricTransformations: [
          {
            MetricName: rule.filter.metricName,
            MetricNamespace: rule.filter.metricNamespace,
            MetricValue: rule.filter.metricValue,
          },
        ],
      },
    },
    {
      id: `${pascal(rule.id)}Alarm`,
      type: 'AWS::CloudWatch::Alarm',
      region: settings.homeRegion,
      properties: {
        AlarmName: rule.alarm.alarmName,
        AlarmDescription: rule.title.en,
        Namespace: rule.filter.metricNamespace,
        MetricName: rule.filter.metricName,
        Statistic: rule.alarm.statistic,
        Period: rule.alarm.period,
        EvaluationPeriods: rule.alarm.evaluationPeriods,
        DatapointsToAlarm: rule.alarm.datapointsToAlarm,
        Threshold: rule.alarm.threshold,
        ComparisonOperator: rule.alarm.comparisonOperator,
        TreatMissingData: rule.alarm.treatMissingData,
      },
    },
  ]);
