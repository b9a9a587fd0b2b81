import {
  CreateExportTaskCommand,
  CreateLogGroupCommand,
  DeleteMetricFilterCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DescribeSubscriptionFiltersCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  GetLogGroupFieldsCommand,
  GetLogRecordCommand,
  GetQueryResultsCommand,
  type LogGroupClass,
  PutMetricFilterCommand,
  PutSubscriptionFilterCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { DAY, givenLogs, HOUR, NOW } from './given.ts';

const logGroupName = 'g';

/** A group of a class with one event, which carries a metric in embedded metric format. */
async function given(logGroupClass: LogGroupClass) {
  const logs = await givenLogs();
  await logs.client.send(new CreateLogGroupCommand({ logGroupName, logGroupClass }));
  await logs.stream(logGroupName, 's');
  const message = JSON.stringify({
    level: 'error',
    ms: 3,
    _aws: {
      Timestamp: NOW,
      CloudWatchMetrics: [{ Namespace: 'App', Dimensions: [[]], Metrics: [{ Name: 'ms' }] }],
    },
  });
  await logs.put(logGroupName, 's', [{ timestamp: NOW, message }]);
  const query = async (queryString: string) => {
    const range = { startTime: NOW / 1000 - 3600, endTime: NOW / 1000 };
    const { queryId } = await logs.client.send(new StartQueryCommand({ logGroupName, queryString, ...range }));
    await logs.parts.clock.idle();
    const { results = [] } = await logs.client.send(new GetQueryResultsCommand({ queryId }));
    return results.map((row) => row.filter(({ field }) => field !== '@ptr').map(({ value }) => value));
  };
  return { ...logs, query };
}

// CloudWatch Logs guide, "Log classes": what each class has.
describe('a log group of the class INFREQUENT_ACCESS', () => {
  const metricTransformations = [{ metricName: 'm', metricNamespace: 'n', metricValue: '1' }];
  const filterName = 'f';

  it.each([
    ['GetLogEvents', new GetLogEventsCommand({ logGroupName, logStreamName: 's' })],
    ['FilterLogEvents', new FilterLogEventsCommand({ logGroupName })],
    [
      'PutMetricFilter',
      new PutMetricFilterCommand({ logGroupName, filterName, filterPattern: '', metricTransformations }),
    ],
    ['DescribeMetricFilters', new DescribeMetricFiltersCommand({ logGroupName })],
    ['DeleteMetricFilter', new DeleteMetricFilterCommand({ logGroupName, filterName })],
    [
      'PutSubscriptionFilter',
      new PutSubscriptionFilterCommand({
        ...{ logGroupName, filterName, filterPattern: '' },
        destinationArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
      }),
    ],
    ['DescribeSubscriptionFilters', new DescribeSubscriptionFiltersCommand({ logGroupName })],
    ['CreateExportTask', new CreateExportTaskCommand({ logGroupName, from: 0, to: NOW, destination: 'bucket' })],
  ])('has no %s', async (_, command) => {
    const { client } = await given('INFREQUENT_ACCESS');

    const answer = client.send(command as GetLogEventsCommand);

    await expect(answer).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'This operation is only supported on the Standard log class.',
    });
  });

  it('is queried, without fields discovered in its events', async () => {
    const { client, query } = await given('INFREQUENT_ACCESS');

    const found = await query('parse @message \'"ms":*,\' as took | fields level, took');
    const [pointer] = (await query('fields @ptr as pointer'))[0] ?? [];
    const { logGroupFields } = await client.send(new GetLogGroupFieldsCommand({ logGroupName, time: NOW / 1000 }));
    const { logRecord = {} } = await client.send(new GetLogRecordCommand({ logRecordPointer: pointer }));

    expect(found).toEqual([['3']]);
    expect(logGroupFields?.map(({ name }) => name)).not.toContain('level');
    expect(Object.keys(logRecord)).not.toContain('level');
    expect(logRecord['@message']).toContain('"level":"error"');
  });

  it('makes no metrics out of its events, unlike one of the class STANDARD', async () => {
    const infrequent = await given('INFREQUENT_ACCESS');
    const standard = await given('STANDARD');

    expect(infrequent.filterMetrics()).toEqual([]);
    expect(standard.filterMetrics()).toHaveLength(1);
  });
});

describe('a log group of the class DELIVERY', () => {
  it('keeps events for one day and answers no query', async () => {
    const { client, query, parts } = await given('DELIVERY');
    const storedBytes = async () => (await client.send(new DescribeLogGroupsCommand({}))).logGroups?.[0]?.storedBytes;

    const before = await storedBytes();
    await parts.clock.advanceTo(NOW + DAY + 2 * HOUR);
    const after = await storedBytes();

    expect(before).toBeGreaterThan(0);
    expect(after).toBe(0);
    await expect(query('fields @message')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
