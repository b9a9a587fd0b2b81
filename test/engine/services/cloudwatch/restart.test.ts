import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, describe, expect, it } from 'vitest';
import { startEngine } from '../../../../engine/index.ts';
import { clientOptions, engine } from '../../../support/engine.ts';

const start = Date.UTC(2026, 10, 21, 3, 0, 0);
const minute = 60_000;
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const alarm = (MetricName: string) =>
  new PutMetricAlarmCommand({
    AlarmName: 'alarm',
    Namespace: 'shop',
    MetricName,
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  });

const stateOf = async (client: CloudWatchClient) =>
  (await client.send(new DescribeAlarmsCommand({}))).MetricAlarms?.[0]?.StateValue;

describe('an engine started again on its data', () => {
  it('has its datapoints, states and histories, and goes on evaluating', async () => {
    const dataFolder = mkdtempSync(path.join(tmpdir(), 'cloudwatch-'));
    folders.push(dataFolder);
    const first = await startEngine({ clock: 'virtual', startAt: start, dataFolder });
    const client = new CloudWatchClient(clientOptions(first));
    await client.send(alarm('errors'));
    await client.send(new PutCompositeAlarmCommand({ AlarmName: 'above', AlarmRule: 'ALARM(alarm)' }));
    await client.send(
      new PutMetricDataCommand({ Namespace: 'shop', MetricData: [{ MetricName: 'errors', Value: 2 }] }),
    );
    await first.clock.advanceTo(start + minute);
    expect(await stateOf(client)).toBe('ALARM');
    await first.close();

    const second = await engine({ clock: 'virtual', startAt: start + 2 * minute, dataFolder });
    const again = new CloudWatchClient(clientOptions(second));
    expect(await stateOf(again)).toBe('ALARM');
    const { Datapoints } = await again.send(
      new GetMetricStatisticsCommand({
        Namespace: 'shop',
        MetricName: 'errors',
        StartTime: new Date(start),
        EndTime: new Date(start + minute),
        Period: 60,
        ExtendedStatistics: ['p50', 'ts100'],
      }),
    );
    expect(Datapoints).toMatchObject([{ ExtendedStatistics: { p50: 2, ts100: 2 } }]);

    await second.clock.advanceTo(start + 10 * minute);
    expect(await stateOf(again)).toBe('INSUFFICIENT_DATA');
    const { CompositeAlarms } = await again.send(new DescribeAlarmsCommand({ AlarmTypes: ['CompositeAlarm'] }));
    expect(CompositeAlarms?.[0]?.StateValue).toBe('OK');
    const { AlarmHistoryItems } = await again.send(new DescribeAlarmHistoryCommand({ HistoryItemType: 'StateUpdate' }));
    expect(AlarmHistoryItems).toHaveLength(2);
  });
});

describe('a log event that a metric filter counts', () => {
  it('turns the alarm on its metric at the end of the minute', async () => {
    const here = await engine({ clock: 'virtual', startAt: start });
    const client = new CloudWatchClient(clientOptions(here));
    const logs = new CloudWatchLogsClient(clientOptions(here));
    await client.send(alarm('denied'));
    const names = { logGroupName: 'trail', logStreamName: 's' };
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'trail' }));
    await logs.send(new CreateLogStreamCommand(names));
    await logs.send(
      new PutMetricFilterCommand({
        logGroupName: 'trail',
        filterName: 'f',
        filterPattern: '{ $.errorCode = "AccessDenied*" }',
        metricTransformations: [{ metricNamespace: 'shop', metricName: 'denied', metricValue: '1' }],
      }),
    );

    const logEvents = [{ timestamp: start + 1000, message: '{"errorCode":"AccessDeniedException"}' }];
    await logs.send(new PutLogEventsCommand({ ...names, logEvents }));
    await here.clock.advanceTo(start + minute);

    expect(await stateOf(client)).toBe('ALARM');
  });
});

describe('a log event in embedded metric format', () => {
  it('becomes datapoints without any filter', async () => {
    const here = await engine({ clock: 'virtual', startAt: start });
    const client = new CloudWatchClient(clientOptions(here));
    const logs = new CloudWatchLogsClient(clientOptions(here));
    const names = { logGroupName: 'app', logStreamName: 's' };
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'app' }));
    await logs.send(new CreateLogStreamCommand(names));
    const directive = { Namespace: 'shop', Dimensions: [['Queue']], Metrics: [{ Name: 'depth', Unit: 'Count' }] };
    const _aws = { Timestamp: start, CloudWatchMetrics: [directive] };
    const message = JSON.stringify({ _aws, Queue: 'orders', depth: [3, 4] });

    await logs.send(new PutLogEventsCommand({ ...names, logEvents: [{ timestamp: start, message }] }));

    const get = new GetMetricStatisticsCommand({
      Namespace: 'shop',
      MetricName: 'depth',
      Dimensions: [{ Name: 'Queue', Value: 'orders' }],
      StartTime: new Date(start),
      EndTime: new Date(start + minute),
      Period: 60,
      Statistics: ['Sum'],
    });
    expect((await client.send(get)).Datapoints).toMatchObject([{ Sum: 7, Unit: 'Count' }]);
  });
});
