import type {
  DescribeAlarmsForMetricInput,
  DescribeAlarmsForMetricOutput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
} from '@aws-sdk/client-cloudwatch';
import { alarmsOf, parseAlarmRule } from '../../../../core/alarm/index.ts';
import { metricKey } from '../../../../core/metric/index.ts';
import { page } from '../../../paging.ts';
import type { Call, Operation } from '../../../service.ts';
import { alarmNotFound, invalidCombination, validation } from '../errors.ts';
import type { CloudWatchState } from '../state.ts';
import { type Composites, nameIn } from './composites.ts';
import { describeComposite, describeMetric } from './describe.ts';
import { type AlarmRecord, descriptionOf, type MetricAlarmRecord, queriesOf } from './record.ts';

/** Alarms on one page where the caller names no number. */
const pageSize = 50;

/** DescribeAlarms and DescribeAlarmsForMetric. */
export function alarmLists(state: CloudWatchState, composites: Composites) {
  const describeAlarms: Operation<DescribeAlarmsInput, DescribeAlarmsOutput> = (call) => {
    const { input } = call;
    const related = relatives(state, composites, call);
    if (related !== undefined) return related;
    if (input.AlarmNames?.length && input.AlarmNamePrefix !== undefined) {
      throw invalidCombination('AlarmNamePrefix and AlarmNames are mutually exclusive');
    }
    const types = input.AlarmTypes?.length ? input.AlarmTypes : ['MetricAlarm'];
    const found = state.alarms
      .list(state.scope(call))
      .filter((alarm) => types.includes(alarm.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm'))
      .filter(({ name }) => !input.AlarmNames?.length || input.AlarmNames.includes(name))
      .filter(({ name }) => name.startsWith(input.AlarmNamePrefix ?? ''))
      .filter((alarm) => input.StateValue === undefined || alarm.state.state === input.StateValue)
      .filter((alarm) => input.ActionPrefix === undefined || actionsOf(alarm).some(startsWith(input.ActionPrefix)));
    const { items, next } = page(found, input.MaxRecords ?? pageSize, input.NextToken, ({ name }) => name);
    return {
      CompositeAlarms: items.filter((alarm) => alarm.kind === 'composite').map(describeComposite),
      MetricAlarms: items.filter((alarm) => alarm.kind === 'metric').map(describeMetric),
      LogAlarms: [],
      NextToken: next,
    };
  };

  /** Alarms on expressions that use the metric are not among them. @see AWS, DescribeAlarmsForMetric */
  const describeAlarmsForMetric: Operation<DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput> = (call) => {
    const { input } = call;
    const wanted = metricKey({
      namespace: input.Namespace ?? '',
      name: input.MetricName ?? '',
      dimensions: (input.Dimensions ?? []).map(({ Name = '', Value = '' }) => ({ name: Name, value: Value })),
    });
    const found = state.alarms
      .list(state.scope(call))
      .filter((alarm) => alarm.kind === 'metric')
      .filter((alarm) => alarm.input.MetricName !== undefined && watches(alarm, wanted))
      .filter(({ input: made }) => input.Statistic === undefined || made.Statistic === input.Statistic)
      .filter(
        ({ input: made }) =>
          input.ExtendedStatistic === undefined || made.ExtendedStatistic === input.ExtendedStatistic,
      )
      .filter(({ input: made }) => input.Period === undefined || made.Period === input.Period)
      .filter(({ input: made }) => input.Unit === undefined || made.Unit === input.Unit);
    return { MetricAlarms: found.map(describeMetric) };
  };

  return { DescribeAlarms: describeAlarms, DescribeAlarmsForMetric: describeAlarmsForMetric };
}

const watches = (alarm: MetricAlarmRecord, key: string) =>
  queriesOf(alarm).some(({ metric }) => metric !== undefined && metricKey(metric) === key);

const startsWith = (prefix: string) => (text: string) => text.startsWith(prefix);

function actionsOf(alarm: AlarmRecord): readonly string[] {
  const { okActions, alarmActions, insufficientDataActions } = descriptionOf(alarm);
  return [...okActions, ...alarmActions, ...insufficientDataActions];
}

/** The alarms a composite alarm names, or those that name an alarm; short descriptions, as AWS gives. */
function relatives(
  state: CloudWatchState,
  composites: Composites,
  call: Call<DescribeAlarmsInput>,
): DescribeAlarmsOutput | undefined {
  const {
    ChildrenOfAlarmName: parent,
    ParentsOfAlarmName: child,
    MaxRecords: _max,
    NextToken: _token,
    ...others
  } = call.input;
  const name = parent ?? child;
  if (name === undefined) return undefined;
  if (Object.values(others).some((value) => value !== undefined) || (parent !== undefined && child !== undefined)) {
    const parameter = parent === undefined ? 'ParentsOfAlarmName' : 'ChildrenOfAlarmName';
    throw validation(`${parameter} can be given together with MaxRecords and NextToken only.`);
  }
  const scope = state.scope(call);
  const alarm = state.alarms.get(scope, name);
  if (alarm === undefined) throw alarmNotFound();
  if (parent === undefined) {
    const parents = composites.parentsOf(scope, name);
    return answer(parents.map((each) => ({ alarm: each, short: { AlarmName: each.name, AlarmArn: each.arn } })));
  }
  const children = alarm.kind === 'composite' ? alarmsOf(parseAlarmRule(alarm.input.AlarmRule ?? '')) : [];
  const found = children.flatMap((reference) => state.alarms.get(scope, nameIn(reference)) ?? []);
  return answer(found.map((each) => ({ alarm: each, short: withState(each) })));
}

const withState = ({ name, arn, state }: AlarmRecord) => ({
  AlarmName: name,
  AlarmArn: arn,
  StateValue: state.state,
  StateUpdatedTimestamp: new Date(state.at),
});

const answer = (found: readonly { alarm: AlarmRecord; short: object }[]): DescribeAlarmsOutput => ({
  CompositeAlarms: found.filter(({ alarm }) => alarm.kind === 'composite').map(({ short }) => short),
  MetricAlarms: found.filter(({ alarm }) => alarm.kind === 'metric').map(({ short }) => short),
  LogAlarms: [],
});
