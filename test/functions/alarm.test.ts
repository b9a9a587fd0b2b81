import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { metricAlarms } from '../../rules/catalogue.ts';
import { context, givenHandlers, NOW } from './given.ts';

const { published, served } = await givenHandlers();
const { handler } = await import('../../functions/alarm.ts');

type Input = Parameters<typeof handler>[0];

const rule = metricAlarms.find(({ id }) => id === 'cis-root-usage') ?? metricAlarms[0]!;
const record = rule.fires[0]!;
const MINUTE = 60_000;

const iso = (ms: number) => new Date(ms).toISOString().replace('Z', '+0000');

let number = 0;
const change = (from: string, to: string, alarmName = rule.alarm.alarmName) => ({
  version: '0',
  id: `change-${number++}`,
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: '123456789012',
  time: new Date(NOW).toISOString(),
  region: 'us-east-1',
  resources: [],
  detail: {
    alarmName,
    state: {
      value: to,
      reason:
        'Threshold Crossed: 1 datapoint [2.0 (05/01/26 08:30:00)] was greater than or equal to the threshold (1.0).',
      reasonData: JSON.stringify({
        version: '1.0',
        period: 300,
        threshold: 1,
        evaluatedDatapoints: [{ timestamp: iso(NOW - 6 * MINUTE), sampleCount: 2, value: 2 }],
      }),
      timestamp: iso(NOW),
    },
    previousState: { value: from, timestamp: iso(NOW - 60 * MINUTE) },
    configuration: {
      metrics: [
        {
          id: 'm1',
          metricStat: {
            metric: { namespace: rule.filter.metricNamespace, name: rule.filter.metricName, dimensions: {} },
            period: 300,
            stat: 'Sum',
          },
          returnData: true,
        },
      ],
    },
  },
});

const handle = (input: object) => handler(input as Input, context);

beforeAll(async () => {
  const logs = new CloudWatchLogsClient(served.config);
  const { filterName, filterPattern, metricName, metricNamespace, metricValue } = rule.filter;
  const at = (ms: number, eventID: string) => ({
    timestamp: NOW + ms,
    message: JSON.stringify({ ...record, eventTime: new Date(NOW + ms).toISOString(), eventID }),
  });
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'trail' }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: 'trail', logStreamName: 's' }));
  await logs.send(
    new PutMetricFilterCommand({
      logGroupName: 'trail',
      filterName,
      filterPattern,
      metricTransformations: [{ metricName, metricNamespace, metricValue }],
    }),
  );
  await logs.send(
    new PutLogEventsCommand({
      logGroupName: 'trail',
      logStreamName: 's',
      logEvents: [
        at(-30 * MINUTE, 'before'),
        at(-6 * MINUTE, 'first'),
        at(-5 * MINUTE, 'second'),
        at(-5 * MINUTE, 'second'),
        { timestamp: NOW - 4 * MINUTE, message: 'no record' },
        at(0, 'after'),
      ],
    }),
  );
  logs.destroy();
  const cloudwatch = new CloudWatchClient(served.config);
  const counted = (ms: number, Value: number) => ({ MetricName: metricName, Value, Timestamp: new Date(NOW + ms) });
  const MetricData = [counted(-66 * MINUTE, 1), counted(-6 * MINUTE, 2)];
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: metricNamespace, MetricData }));
  cloudwatch.destroy();
});

beforeEach(() => void published());

describe('the alarm handler', () => {
  it('publishes the CloudTrail records behind an alarm, each once, of the time that decided', async () => {
    await handle(change('OK', 'ALARM'));

    const [message] = published();
    expect(message?.Subject).toMatch(/^\[ALARM .*, 2 calls$/);
    expect(message?.Message).toContain(`${record.eventName} (${record.eventSource})`);
    expect(message?.MessageAttributes).toMatchObject({
      kind: { StringValue: 'alarm' },
      rule: { StringValue: rule.id },
      state: { StringValue: 'ALARM' },
    });
  });

  it('draws the metric up to the change, in step with the datapoints that decided', async () => {
    await handle(change('OK', 'ALARM'));

    const text = published()[0]?.Message;
    expect(text).toContain('\n···········▁···········█\n1 to 2, threshold 1 (▁)');
    expect(text).toContain(
      'The datapoints that decided\n- 2026-01-05 08:30:16 UTC: 2 (2 samples), crosses the threshold',
    );
    expect(text).toContain('/cloudwatch/home?region=us-east-1#alarmsV2:alarm/');
  });

  it('tells of the end of an alarm, not of what nobody has to act on', async () => {
    await handle(change('ALARM', 'OK'));
    await handle(change('INSUFFICIENT_DATA', 'OK'));

    expect(published().map(({ Subject }) => Subject)).toEqual([expect.stringMatching(/^\[OK\]/)]);
  });

  it('tells of alarms that are not of the catalogue too', async () => {
    await handle(change('OK', 'ALARM', 'disk full'));

    expect(published()[0]?.Subject).toMatch(/^\[ALARM\] disk full/);
  });

  it('publishes once, however often a change comes', async () => {
    const input = change('OK', 'ALARM');

    await handle(input);
    await handle(input);

    expect(published()).toHaveLength(1);
  });

  it('refuses what is no alarm’s change', async () => {
    await expect(handle({ source: 'aws.health' })).rejects.toThrow();
    expect(published()).toEqual([]);
  });
});
