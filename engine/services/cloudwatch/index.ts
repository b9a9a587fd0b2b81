import { defineService } from '../../service.ts';
import { Composites } from './alarms/composites.ts';
import { Evaluator } from './alarms/evaluator.ts';
import { alarmLists } from './alarms/list.ts';
import { alarmOperations } from './alarms/operations.ts';
import { alarmPuts } from './alarms/put.ts';
import { Transitions } from './alarms/transition.ts';
import { dashboards } from './dashboards.ts';
import { metricData } from './data.ts';
import { anomalyDetectors } from './detectors.ts';
import { listMetrics } from './list-metrics.ts';
import { puts } from './put.ts';
import { Retention } from './retention.ts';
import { CloudWatchState } from './state.ts';
import { metricStatistics } from './statistics.ts';
import { tags } from './tags.ts';

/**
 * CloudWatch: metrics, alarms and dashboards.
 *
 * Ports: `put` takes datapoints other services made, and `given` tells those of PutMetricData; `event` tells "CloudWatch Alarm State Change" and "CloudWatch Alarm
 * Configuration Change" for the default bus; `action` tells an alarm action to be delivered, and `actionEnded` is told how it went.
 */
export const cloudwatch = defineService({
  sdk: () => import('@aws-sdk/client-cloudwatch'),
  signingName: 'monitoring',
  validationCode: 'ValidationException',
  create(parts) {
    const state = new CloudWatchState(parts);
    const transitions = new Transitions(state);
    const composites = new Composites(state, transitions);
    const evaluator = new Evaluator(state, transitions);
    const retention = new Retention(state);
    const putting = puts(state);
    return {
      operations: {
        ...putting.operations, // PutMetricData
        ...listMetrics(state), // ListMetrics
        ...metricStatistics(state), // GetMetricStatistics
        ...metricData(state), // GetMetricData
        ...alarmPuts(state, composites), // PutMetricAlarm, PutCompositeAlarm
        ...alarmLists(state, composites), // DescribeAlarms, DescribeAlarmsForMetric
        ...alarmOperations(state, transitions, composites), // SetAlarmState, DeleteAlarms, DescribeAlarmHistory, ...
        ...anomalyDetectors(state), // PutAnomalyDetector, DescribeAnomalyDetectors, DeleteAnomalyDetector
        ...dashboards(state), // PutDashboard, GetDashboard, ListDashboards, DeleteDashboards
        ...tags(state), // TagResource, UntagResource, ListTagsForResource
      },
      ports: {
        put: putting.put,
        given: state.given,
        event: state.event,
        action: state.action,
        actionEnded: transitions.ended.bind(transitions),
      },
      start() {
        evaluator.start();
        composites.start();
        retention.start();
      },
    };
  },
});
