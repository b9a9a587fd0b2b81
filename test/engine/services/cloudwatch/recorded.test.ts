import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DeleteAnomalyDetectorCommand,
  DeleteDashboardsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DescribeAnomalyDetectorsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListDashboardsCommand,
  ListMetricsCommand,
  ListTagsForResourceCommand,
  type MetricDatum,
  PutAnomalyDetectorCommand,
  PutCompositeAlarmCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type StandardUnit,
  type StateValue,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import { AwsJson1_0Protocol, AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { describe, expect, it } from 'vitest';
import { differences } from '../../../support/recorded-match.ts';
import { sharedData, sharedJson } from '../../../support/shared.ts';
import { type Given, given, start } from './support.ts';

const protocols = {
  query: AwsQueryProtocol,
  json: AwsJson1_0Protocol,
  'smithy-rpc-v2-cbor': AwsSmithyRpcV2CborProtocol,
};
type Protocol = keyof typeof protocols;

const file = 'recorded-aws/cloudwatch/test_cloudwatch.snapshot.json';
const recordings = sharedData ? sharedJson<Record<string, { 'recorded-content': Record<string, unknown> }>>(file) : {};

/** What one recorded test did, again: its answers by the names they were recorded under. */
type Scenario = (here: Given, variant: string) => Promise<Record<string, unknown>>;

const minute = 60_000;
const topic = 'arn:aws:sns:us-east-1:123456789012:topic';
const around = { StartTime: new Date(start - minute), EndTime: new Date(start + minute) };
const put = ({ client }: Given, MetricData: MetricDatum[], Namespace = 'ns') =>
  client.send(new PutMetricDataCommand({ Namespace, MetricData }));
const stat = (
  Id: string,
  MetricName: string,
  Stat: string,
  more: { Period?: number; Unit?: StandardUnit; Dimensions?: [] } = {},
) => ({
  Id,
  MetricStat: {
    Metric: { Namespace: 'ns', MetricName, Dimensions: more.Dimensions },
    Period: more.Period ?? 60,
    Stat,
    Unit: more.Unit,
  },
});
const data = ({ client }: Given, ...MetricDataQueries: ReturnType<typeof stat>[]) =>
  client.send(new GetMetricDataCommand({ ...around, MetricDataQueries }));
const alarms = ({ client }: Given, AlarmNames = ['a']) => client.send(new DescribeAlarmsCommand({ AlarmNames }));
const set = ({ client }: Given, StateValue: string, StateReason: string, AlarmName = 'a') =>
  client.send(new SetAlarmStateCommand({ AlarmName, StateValue: StateValue as StateValue, StateReason }));
const tagsOf = ({ client }: Given, ResourceARN: string) => client.send(new ListTagsForResourceCommand({ ResourceARN }));

/** An error as boto shows it. */
async function refusal(attempt: Promise<unknown>) {
  try {
    await attempt;
  } catch (error) {
    const { Code, message, $metadata } = error as {
      Code?: string;
      name: string;
      message: string;
      $metadata: { httpStatusCode: number };
    };
    // The SDK's word where AWS sends no text.
    const Message = message === 'UnknownError' ? '' : message;
    return { Code: Code ?? (error as Error).name, Message, status: $metadata.httpStatusCode };
  }
  return 'not refused';
}

const simple: Partial<PutMetricAlarmCommandInput> = {
  MetricName: 'metric1',
  Namespace: 'ns',
  Period: 60,
  Statistic: 'Sum',
  Threshold: 30,
};
const full: Partial<PutMetricAlarmCommandInput> = {
  AlarmDescription: 'testing cloudwatch alarms',
  MetricName: 'my-metric101',
  Namespace: 'ns',
  Period: 10,
  Threshold: 2,
  Dimensions: [{ Name: 'InstanceId', Value: 'abc' }],
  Unit: 'Seconds',
  Statistic: 'Average',
  OKActions: [topic],
  AlarmActions: [topic],
  EvaluationPeriods: 2,
};
const alarm = ({ client }: Given, input: Partial<PutMetricAlarmCommandInput>) =>
  client.send(
    new PutMetricAlarmCommand({
      AlarmName: 'a',
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      ...input,
    }),
  );
const lastMessage = ({ actions }: Given) => JSON.parse(actions.at(-1)?.notification.message ?? '{}') as object;

const composite = async (here: Given) => {
  const { client } = here;
  for (const AlarmName of ['one', 'two']) await alarm(here, { ...simple, AlarmName, TreatMissingData: 'ignore' });
  const arn = (name: string) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;
  const put = await client.send(
    new PutCompositeAlarmCommand({
      AlarmName: 'c',
      AlarmDescription: 'composite alarm description',
      AlarmRule: `ALARM("${arn('one')}") OR ALARM("${arn('two')}")`,
      OKActions: [topic],
      AlarmActions: [topic],
    }),
  );
  const shown = async () =>
    (await client.send(new DescribeAlarmsCommand({ AlarmNames: ['c'], AlarmTypes: ['CompositeAlarm'] })))
      .CompositeAlarms?.[0];
  return { put, shown };
};

/** Tags of an alarm from its making to its end; a name in the recordings ends in a space. */
async function tagged(here: Given, name: string, made: string): Promise<Record<string, unknown>> {
  const ResourceARN = `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;
  const created = await tagsOf(here, ResourceARN);
  const Tags = [
    { Key: 'tag1', Value: 'foo' },
    { Key: 'tag2', Value: 'bar' },
  ];
  await here.client.send(new TagResourceCommand({ ResourceARN, Tags }));
  const list_tags_for_resource_updated = await tagsOf(here, ResourceARN);
  await here.client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['tag1'] }));
  const list_tags_for_resource_post_untag = await tagsOf(here, ResourceARN);
  await here.client.send(new DeleteAlarmsCommand({ AlarmNames: [name] }));
  return {
    [made]: created,
    list_tags_for_resource_updated,
    list_tags_for_resource_post_untag,
    list_tags_for_deleted_resource: await tagsOf(here, ResourceARN),
  };
}

const environment = [{ Key: 'Environment', Value: 'Production' }];

const scenarios: Record<string, Scenario> = {
  async test_get_metric_data_with_dimensions(here) {
    for (const Value of ['one', 'two']) {
      await put(here, [
        { MetricName: 'metric1', Value: 11, Unit: 'Seconds', Dimensions: [{ Name: 'InstanceId', Value }] },
      ]);
    }
    const StatisticValues = { SampleCount: 10, Sum: 55, Minimum: 1, Maximum: 10 };
    await put(here, [{ MetricName: 'metric1', StatisticValues, Unit: 'Seconds' }]);
    const Metric = { Namespace: 'ns', MetricName: 'metric1', Dimensions: [{ Name: 'InstanceId', Value: 'one' }] };
    const query = { Id: 'result1', MetricStat: { Metric, Period: 60, Stat: 'Sum' } };
    return {
      get_metric_data: await here.client.send(new GetMetricDataCommand({ ...around, MetricDataQueries: [query] })),
    };
  },
  async test_get_metric_data_with_different_units(here) {
    await put(here, [
      { MetricName: 'm-test', Value: 1, Unit: 'Seconds' },
      { MetricName: 'm-test', Value: 1, Unit: 'Count' },
    ]);
    return { get_metric_data_with_different_units: await data(here, stat('m1', 'm-test', 'Sum', { Unit: 'Seconds' })) };
  },
  async test_tagging_metric_alarm(here) {
    const put_metric_alarm = await alarm(here, { ...simple, Tags: environment });
    return { put_metric_alarm, ...(await tagged(here, 'a', 'list_tags_for_resource_after_creation')) };
  },
  async test_tagging_composite_alarm(here) {
    await alarm(here, simple);
    await here.client.send(
      new PutCompositeAlarmCommand({ AlarmName: 'c', AlarmRule: 'ALARM("a")', Tags: environment }),
    );
    return tagged(here, 'c', 'list_tags_for_resource_after_creation ');
  },
  async test_alarm_lambda_target(here) {
    const AlarmActions = ['arn:aws:lambda:us-east-1:123456789012:function:f'];
    await alarm(here, {
      AlarmDescription: 'testing lambda alarm action',
      MetricName: 'metric1',
      Namespace: 'namespace',
      Period: 10,
      Threshold: 2,
      Statistic: 'Average',
      AlarmActions,
      EvaluationPeriods: 2,
      TreatMissingData: 'ignore',
    });
    await set(here, 'ALARM', 'testing alarm');
    return { 'lambda-alarm-invocations': here.actions.at(-1)?.lambdaEvent };
  },
  async test_put_metric_data_values_list(here) {
    await put(here, [{ MetricName: 'test-metric', Values: [1, 10], Counts: [2, 4], Unit: 'Count' }]);
    const input = { ...around, Namespace: 'ns', MetricName: 'test-metric', Period: 60 };
    const get = new GetMetricStatisticsCommand({ ...input, Statistics: ['SampleCount', 'Sum', 'Maximum'] });
    return { get_metric_statistics: await here.client.send(get) };
  },
  async test_get_metric_data_for_multiple_metrics(here) {
    await put(here, [
      { MetricName: 'metric1', Value: 50 },
      { MetricName: 'metric2', Value: 25 },
      { MetricName: 'metric3', Value: 55 },
    ]);
    return {
      get_metric_data: await data(
        here,
        stat('result1', 'metric1', 'Sum'),
        stat('result2', 'metric2', 'Sum'),
        stat('result3', 'metric3', 'Sum'),
      ),
    };
  },
  async test_get_metric_data_stats(here, variant) {
    await put(here, [{ MetricName: 'metric1', Value: 11, Unit: 'Seconds' }]);
    const StatisticValues = { SampleCount: 10, Sum: 55, Minimum: 1, Maximum: 10 };
    await put(here, [{ MetricName: 'metric1', StatisticValues, Unit: 'Seconds' }]);
    return { get_metric_data: await data(here, stat('result1', 'metric1', variant)) };
  },
  async test_get_metric_data_with_zero_and_labels(here) {
    await put(
      here,
      [0, 2, 4, 3.5, 7, 100].map((Value) => ({ MetricName: 'metric1', Value, Unit: 'Seconds' })),
    );
    const queries = ['Average', 'Sum', 'Minimum', 'Maximum'].map((name) => stat(`result_${name}`, 'metric1', name));
    return { get_metric_data_with_zero_and_labels: await data(here, ...queries) };
  },
  async test_get_metric_statistics(here) {
    await put(
      here,
      Array.from({ length: 10 }, (_, Value) => ({ MetricName: 'metric', Value })),
    );
    const input = { ...around, Namespace: 'ns', MetricName: 'metric', Period: 60 };
    const Statistics = [
      'Average' as const,
      'Sum' as const,
      'Minimum' as const,
      'Maximum' as const,
      'SampleCount' as const,
    ];
    return { get_metric_statistics: await here.client.send(new GetMetricStatisticsCommand({ ...input, Statistics })) };
  },
  async test_handle_different_units(here) {
    await put(here, [
      { MetricName: 'm-test', Value: 1, Unit: 'Seconds' },
      { MetricName: 'm-test', Value: 5, Unit: 'Count' },
      { MetricName: 'm-test', Value: 10 },
    ]);
    const input = { ...around, Namespace: 'ns', MetricName: 'm-test', Period: 60, Statistics: ['Average' as const] };
    const found = await here.client.send(new GetMetricStatisticsCommand(input));
    found.Datapoints?.sort((a, b) => (b.Average ?? 0) - (a.Average ?? 0));
    return { get_metric_statistics_with_different_units: found };
  },
  async test_get_metric_data_different_units_no_unit_in_query(here, variant) {
    const times = variant === 'metric_data0' ? 1 : 2;
    for (let time = 0; time < times; time++) {
      await put(here, [
        { MetricName: 'm-test', Value: 60_000, Unit: 'Milliseconds' },
        { MetricName: 'm-test', Value: 60, Unit: 'Seconds' },
      ]);
    }
    if (variant === 'metric_data2') await put(here, [{ MetricName: 'm-test', Value: 5, Unit: 'Count' }]);
    return { get_metric_data_with_no_unit_specified: await data(here, stat('m1', 'm-test', 'Sum')) };
  },
  async test_label_generation(here, variant) {
    await put(
      here,
      [0, 2, 7, 100].map((Value) => ({ MetricName: 'metric1', Value, Unit: 'Seconds' })),
    );
    const pairs: [string, number, StandardUnit][][] = [
      [
        ['Sum', 60, 'Seconds'],
        ['Minimum', 30, 'Seconds'],
      ],
      [
        ['Sum', 60, 'Seconds'],
        ['Minimum', 60, 'Seconds'],
      ],
      [
        ['Sum', 60, 'Seconds'],
        ['Sum', 30, 'Seconds'],
      ],
      [
        ['Sum', 60, 'Seconds'],
        ['Minimum', 30, 'Milliseconds'],
      ],
      [
        ['Sum', 60, 'Seconds'],
        ['Minimum', 60, 'Milliseconds'],
      ],
      [
        ['Sum', 60, 'Seconds'],
        ['Sum', 30, 'Milliseconds'],
      ],
      [
        ['Sum', 60, 'Seconds'],
        ['Sum', 60, 'Milliseconds'],
      ],
    ];
    const queries = (pairs[Number(variant.replace('input_pairs', ''))] ?? []).map(([name, Period, Unit]) =>
      stat(`result_${name}_${Period}_${Unit}`, 'metric1', name, { Period, Unit }),
    );
    return { label_generation: await data(here, ...queries) };
  },
  async test_get_metric_with_null_dimensions(here) {
    await put(here, [{ MetricName: 'm-test', Value: 1, Dimensions: [{ Name: 'foo', Value: 'bar' }] }]);
    return { get_metric_with_null_dimensions: await data(here, stat('m1', 'm-test', 'Sum', { Dimensions: [] })) };
  },
  async test_get_metric_with_no_results(here) {
    return { result: await data(here, stat('result', 'm-test', 'Sum')) };
  },
  async test_multiple_dimensions_statistics(here) {
    const MetricName = 'http.server.requests.count';
    const pairs = {
      error: 'none',
      exception: 'none',
      method: 'GET',
      outcome: 'SUCCESS',
      status: '200',
      uri: '/greetings',
    };
    const Dimensions = Object.entries(pairs).map(([Name, Value]) => ({ Name, Value }));
    await put(here, [{ MetricName, Dimensions, Unit: 'None', StorageResolution: 60, Value: 5 }]);
    const query = {
      Id: 'result1',
      MetricStat: { Metric: { Namespace: 'ns', MetricName, Dimensions }, Period: 60, Stat: 'Maximum' },
    };
    const found = await here.client.send(new GetMetricDataCommand({ ...around, MetricDataQueries: [query] }));
    return { 'get-metric-stats-max': found, 'list-metrics': await here.client.send(new ListMetricsCommand({})) };
  },
  async test_describe_alarms_converts_date_format_correctly(here) {
    await alarm(here, simple);
    return { 'describe-alarms': await alarms(here) };
  },
  async test_describe_minimal_metric_alarm(here) {
    await alarm(here, { ...simple, Period: 10 });
    return { describe_minimal_metric_alarm: await alarms(here) };
  },
  async test_put_metric_alarm_escape_character(here) {
    const AlarmActions = ['arn:aws:sns:us-east-1:111122223333:MyTopic'];
    await alarm(here, { ...simple, AlarmDescription: '<', Period: 600, Threshold: 1, AlarmActions });
    return { 'describe-alarms-escaped-character': await alarms(here) };
  },
  async test_delete_alarm(here) {
    await alarm(here, simple);
    return {
      'describe-alarm': await alarms(here),
      'delete-alarm': await here.client.send(new DeleteAlarmsCommand({ AlarmNames: ['a'] })),
      'describe-after-delete': await alarms(here),
    };
  },
  async test_store_tags(here) {
    const put_metric_alarm = await alarm(here, { ...simple, MetricName: 'store_tags' });
    const describe_alarms = await alarms(here);
    const ResourceARN = describe_alarms.MetricAlarms?.[0]?.AlarmArn ?? '';
    const none = await tagsOf(here, ResourceARN);
    const Tags = [
      { Key: 'tag1', Value: 'foo' },
      { Key: 'tag2', Value: 'bar' },
    ];
    await here.client.send(new TagResourceCommand({ ResourceARN, Tags }));
    const list_tags_for_resource = await tagsOf(here, ResourceARN);
    await here.client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['tag1'] }));
    return {
      put_metric_alarm,
      describe_alarms,
      'list_tags_for_resource_empty ': none,
      list_tags_for_resource,
      list_tags_for_resource_post_untag: await tagsOf(here, ResourceARN),
    };
  },
  async test_set_alarm(here) {
    await alarm(here, {
      ...full,
      AlarmDescription: 'Test Alarm when CPU exceeds 50 percent',
      MetricName: 'CPUUtilization-3',
      Dimensions: [{ Name: 'InstanceId', Value: 'i-0317828c84edbe100' }],
      Period: 300,
      Threshold: 50,
      Unit: 'Percent',
      TreatMissingData: 'ignore',
    });
    await set(here, 'ALARM', 'testing alarm');
    const triggered = await alarms(here);
    await set(here, 'OK', 'resetting alarm');
    return { 'triggered-alarm': triggered, 'reset-alarm': await alarms(here) };
  },
  async test_set_alarm_invalid_input(here) {
    await alarm(here, simple);
    return {
      'error-invalid-state': await refusal(set(here, 'INVALID', 'x')),
      'error-resource-not-found': await refusal(set(here, 'OK', 'x', 'nowhere')),
    };
  },
  async test_put_metric_alarm(here) {
    await alarm(here, {
      ...full,
      MetricName: 'my-metric1',
      Threshold: 21,
      EvaluationPeriods: 1,
      TreatMissingData: 'ignore',
    });
    const described = await alarms(here);
    const Dimensions = [{ Name: 'InstanceId', Value: 'abc' }];
    await put(
      here,
      [21, 22].map((Value) => ({ MetricName: 'my-metric1', Dimensions, Value, Unit: 'Seconds' })),
    );
    await here.clock.advanceTo(start + 10_000);
    const HistoryItemType = 'StateUpdate';
    const forMetric = new DescribeAlarmsForMetricCommand({ MetricName: 'my-metric1', Namespace: 'ns', Dimensions });
    return {
      'describe-alarm': described,
      'alarm-triggered-sqs-msg': lastMessage(here),
      'describe-alarm-history': await here.client.send(
        new DescribeAlarmHistoryCommand({ AlarmName: 'a', HistoryItemType }),
      ),
      'describe-alarms-for-metric': await here.client.send(forMetric),
    };
  },
  async test_breaching_alarm_actions(here) {
    await alarm(here, { ...full, TreatMissingData: 'breaching' });
    await here.clock.advanceTo(start + 10_000);
    return { 'alarm-1-sqs-msg': withoutMuteWindow(lastMessage(here)), 'alarm-1-describe': await alarms(here) };
  },
  async test_enable_disable_alarm_actions(here) {
    await alarm(here, { ...full, TreatMissingData: 'ignore' });
    const described = await alarms(here);
    await set(here, 'ALARM', 'testing alarm');
    const [message, inAlarm] = [withoutMuteWindow(lastMessage(here)), await alarms(here)];
    await here.client.send(new DisableAlarmActionsCommand({ AlarmNames: ['a'] }));
    await set(here, 'OK', 'testing OK state');
    const disabled = await alarms(here);
    await here.client.send(new EnableAlarmActionsCommand({ AlarmNames: ['a'] }));
    return {
      describe_alarm: described,
      'alarm-state-sqs-msg': message,
      'alarm-state-describe': inAlarm,
      describe_alarm_disabled: disabled,
      'ok-state-action-disabled-describe': disabled,
      describe_alarm_enabled: await alarms(here),
    };
  },
  async test_trigger_composite_alarm(here) {
    const { put: made, shown } = await composite(here);
    await set(here, 'ALARM', 'trigger', 'one');
    const inAlarmByOne = await shown();
    await set(here, 'OK', 'reset', 'one');
    const okByOne = await shown();
    await set(here, 'ALARM', 'trigger', 'two');
    const inAlarmByTwo = await shown();
    await set(here, 'OK', 'reset', 'two');
    const okByTwo = await shown();
    await set(here, 'ALARM', 'trigger', 'one');
    await set(here, 'ALARM', 'trigger', 'two');
    return {
      'put-composite-alarm': made,
      'composite-alarm-in-alarm-when-alarm-1-is-in-alarm': inAlarmByOne,
      'composite-alarm-in-ok-when-alarm-1-is-back-to-ok': okByOne,
      'composite-alarm-in-alarm-when-alarm-2-is-in-alarm': inAlarmByTwo,
      'composite-alarm-in-ok-when-alarm-2-is-back-to-ok': okByTwo,
      'composite-alarm-is-triggered-by-alarm-1-and-then-unchanged-by-alarm-2': await shown(),
    };
  },
  async test_invalid_dashboard_name(here) {
    const attempt = here.client.send(
      new PutDashboardCommand({ DashboardName: 'test-dashboard:x', DashboardBody: '{"widgets":[]}' }),
    );
    return { 'error-invalid-dashboardname': await refusal(attempt) };
  },
  async test_dashboard_lifecycle(here) {
    const { client } = here;
    const metrics = [['AWS/EC2', 'CPUUtilization', 'InstanceId', 'i-12345678']];
    const properties = { metrics, region: 'us-east-1', view: 'timeSeries', stacked: false };
    const widgets = [{ type: 'metric', x: 0, y: 0, width: 6, height: 6, properties }];
    // As long as the body that was recorded, whose spaces are not known.
    const DashboardBody = JSON.stringify({ widgets }).padEnd(240);
    await client.send(new PutDashboardCommand({ DashboardName: 'd', DashboardBody }));
    const list = (DashboardNamePrefix?: string) => client.send(new ListDashboardsCommand({ DashboardNamePrefix }));
    const answers = {
      get_dashboard: await client.send(new GetDashboardCommand({ DashboardName: 'd' })),
      list_dashboards: await list(),
      list_dashboards_prefix_empty: await list('no-such'),
      list_dashboards_prefix: await list('d'),
    };
    await client.send(new DeleteDashboardsCommand({ DashboardNames: ['d'] }));
    return { ...answers, list_dashboards_empty: await list() };
  },
  async test_anomaly_detector_lifecycle(here) {
    const detector = {
      Namespace: 'MyNamespace',
      MetricName: 'MyMetric',
      Stat: 'Sum',
      Dimensions: [{ Name: 'DimensionName', Value: 'DimensionValue' }],
    };
    const create = await here.client.send(new PutAnomalyDetectorCommand({ ...detector, Configuration: {} }));
    return {
      create_anomaly_detector: create,
      describe_anomaly_detector: await here.client.send(
        new DescribeAnomalyDetectorsCommand({ Namespace: 'MyNamespace' }),
      ),
      delete_anomaly_detector: await here.client.send(new DeleteAnomalyDetectorCommand(detector)),
    };
  },
  async test_put_metric_data_validation(here) {
    const StatisticValues = { SampleCount: 10, Sum: 55, Minimum: 1, Maximum: 10 };
    const one = (datum: Partial<MetricDatum>) =>
      refusal(put(here, [{ MetricName: 'mymetric', Unit: 'Count', ...datum }]));
    return {
      'invalid-param-combination': await one({ Value: 1.5, Values: [1, 10] }),
      'invalid-param-value': await one({ Values: [1, 10], Counts: [2, 4, 5] }),
      'invalid-param-combination-2': await one({ Value: 1.5, StatisticValues }),
    };
  },
  async test_invalid_amount_of_datapoints(here) {
    const get = (Period: number, EndTime: Date) => {
      const input = { Namespace: 'ns', MetricName: 'metric_name', StartTime: new Date(start), EndTime, Period };
      return here.client.send(new GetMetricStatisticsCommand({ ...input, Statistics: ['SampleCount'] }));
    };
    const tomorrow = new Date(start + 1440 * minute);
    return {
      'error-invalid-amount-datapoints': await refusal(get(1, tomorrow)),
      'error-invalid-time-frame': await refusal(get(1, new Date(start))),
      'get-metric-statitics': await get(60, tomorrow),
    };
  },
};

/** A member the notification has had since it was first recorded. */
function withoutMuteWindow(message: object): object {
  const { ActionExecutedAfterMuteWindow: _window, ...others } = message as Record<string, unknown>;
  return others;
}

/** Errors were recorded as boto shows them; the rest as it is. */
function comparable(recorded: unknown): unknown {
  const { Error: error, ResponseMetadata: meta } = recorded as {
    Error?: { Code: string; Message?: string };
    ResponseMetadata?: { HTTPStatusCode: number };
  };
  if (error === undefined) return recorded;
  return { Code: error.Code, Message: error.Message ?? '', status: meta?.HTTPStatusCode };
}

/** An error's name as boto gives it: the query protocol's, also where another one is spoken. */
const asBoto = (answer: unknown): unknown => {
  if (typeof answer !== 'object' || answer === null || !('status' in answer)) return answer;
  const { Code, ...others } = answer as unknown as { Code: string };
  return { Code: Code === 'ValidationException' ? 'ValidationError' : Code.replace(/Exception$/, ''), ...others };
};

describe.skipIf(!sharedData)('what AWS answered when it was recorded', () => {
  for (const [id, recording] of Object.entries(recordings)) {
    const [, name = '', parameters = ''] = /::(test_\w+)(?:\[(.*)\])?$/.exec(id) ?? [];
    const scenario = scenarios[name];
    const protocol = (Object.keys(protocols) as Protocol[]).find((each) => parameters.startsWith(each));
    if (scenario === undefined || id.includes('MultiProtocol')) continue;
    const variant = protocol === undefined ? parameters : parameters.slice(protocol.length + 1);
    it(`${name} ${parameters}`, async () => {
      const here = await given();
      const client =
        protocol === undefined ? here.client : new CloudWatchClient({ ...here.config, protocol: protocols[protocol] });

      const answers = await scenario({ ...here, client }, variant);

      const wanted = Object.entries(recording['recorded-content']);
      const found = wanted.flatMap(([part, content]) => differences(comparable(content), asBoto(answers[part]), part));
      expect(found).toEqual([]);
      expect(here.logged).toEqual([]);
    });
  }

  it('is compared for all but what is named here', () => {
    const names = new Set(Object.keys(recordings).map((id) => /::(test_\w+)/.exec(id)?.[1] ?? ''));
    expect([...names].filter((name) => scenarios[name] === undefined)).toEqual([
      'test_basic_operations_multiple_protocols', // the bytes on the wire: in the tests of the protocols
      'test_exception_serializing_with_no_shape_in_spec', // the same
      'test_create_metric_stream', // metric streams are not built
      'test_insight_rule', // Contributor Insights is not built
      'test_aws_sqs_metrics_created', // metrics of another service
    ]);
  });
});
