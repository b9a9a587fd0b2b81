import {
  DeleteMetricFilterCommand,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  type DescribeMetricFiltersCommandInput,
  PutMetricFilterCommand,
  type PutMetricFilterCommandInput,
  TestMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { givenLogs, givenStream, NOW, refusalOf } from './given.ts';

const transformation = { metricName: 'Users', metricNamespace: 'Audit', metricValue: '1' };

async function givenFilter(input: Partial<PutMetricFilterCommandInput> = {}) {
  const given = await givenStream();
  const filter = (more: Partial<PutMetricFilterCommandInput>) =>
    given.client.send(
      new PutMetricFilterCommand({
        logGroupName: 'g',
        filterName: 'users',
        filterPattern: '{ $.event = "CreateUser" }',
        metricTransformations: [transformation],
        ...more,
      }),
    );
  await filter(input);
  return {
    ...given,
    filter,
    async list(query: DescribeMetricFiltersCommandInput) {
      const { metricFilters } = await given.client.send(new DescribeMetricFiltersCommand(query));
      return metricFilters?.map(({ filterName }) => filterName).join(' ');
    },
  };
}

describe('a metric filter', () => {
  it('makes one datum a matching event, with the event’s time', async () => {
    const { filterMetrics, put } = await givenFilter();

    await put('g', 's', [
      { timestamp: NOW - 5, message: '{"event":"CreateUser"}' },
      { timestamp: NOW - 3, message: '{"event":"DeleteUser"}' },
      { timestamp: NOW - 1, message: '{"event":"CreateUser"}' },
    ]);

    const datum = {
      scope: '123456789012/us-east-1',
      namespace: 'Audit',
      name: 'Users',
      dimensions: {},
      value: 1,
      unit: 'None',
    };
    expect(filterMetrics()).toEqual([
      { ...datum, timestamp: NOW - 5 },
      { ...datum, timestamp: NOW - 1 },
    ]);
  });

  it('takes value and dimensions from the message, and makes nothing where the value is none', async () => {
    const { filterMetrics, put } = await givenFilter({
      filterPattern: '{ $.ms = * }',
      metricTransformations: [
        { ...transformation, metricValue: '$.ms', unit: 'Milliseconds', dimensions: { Op: '$.op' } },
      ],
    });

    await put('g', 's', [
      { timestamp: NOW, message: '{"ms":12.5,"op":"read"}' },
      { timestamp: NOW, message: '{"ms":"slow","op":"read"}' },
    ]);

    expect(filterMetrics()).toMatchObject([{ value: 12.5, unit: 'Milliseconds', dimensions: { Op: 'read' } }]);
  });

  it('acts on its own group alone, and not on what was there before it', async () => {
    const { filter, filterMetrics, group, put, stream } = await givenFilter();
    await group('other');
    await stream('other', 's');
    const event = [{ timestamp: NOW, message: '{"event":"CreateUser","late":true}' }];

    await put('other', 's', event);
    await put('g', 's', event);
    await filter({ filterName: 'late', filterPattern: '{ $.late IS TRUE }' });

    expect(filterMetrics()).toHaveLength(1);
  });

  it('reports its default value for a minute with events of which none matched', async () => {
    const { filterMetrics, parts, put } = await givenFilter({
      metricTransformations: [{ ...transformation, defaultValue: 0 }],
    });
    const event = (message: string) => [{ timestamp: parts.clock.now(), message }];

    await put('g', 's', event('nothing'));
    await put('g', 's', event('nothing'));
    await parts.clock.advanceTo(NOW + 60_000);
    await put('g', 's', event('nothing'));
    await put('g', 's', event('{"event":"CreateUser"}'));
    await parts.clock.advanceTo(NOW + 180_000);

    expect(filterMetrics().map(({ value, timestamp }) => [value, timestamp - NOW])).toEqual([
      [0, 0],
      [1, 60_000],
    ]);
  });

  it('is described as AWS describes it, and counted on its group', async () => {
    const { client } = await givenFilter({ metricTransformations: [{ ...transformation, defaultValue: 0 }] });

    const { metricFilters } = await client.send(new DescribeMetricFiltersCommand({ logGroupName: 'g' }));
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({}));

    expect(metricFilters).toEqual([
      {
        applyOnTransformedLogs: false,
        creationTime: NOW,
        filterName: 'users',
        filterPattern: '{ $.event = "CreateUser" }',
        logGroupName: 'g',
        metricTransformations: [{ ...transformation, defaultValue: 0 }],
      },
    ]);
    expect(logGroups?.[0]?.metricFilterCount).toBe(1);
  });

  it('is found by group, prefix or metric', async () => {
    const { filter, group, list } = await givenFilter();
    await group('h');
    await filter({ filterName: 'roles', metricTransformations: [{ ...transformation, metricName: 'Roles' }] });
    await filter({ filterName: 'users-too', logGroupName: 'h' });

    expect(await list({ logGroupName: 'g' })).toBe('roles users');
    expect(await list({ filterNamePrefix: 'users' })).toBe('users users-too');
    expect(await list({ metricName: 'Users', metricNamespace: 'Audit' })).toBe('users users-too');
    expect(await refusalOf(list({ metricName: 'Users' }))).toMatch(/^InvalidParameterException/);
  });

  it('is gone when deleted', async () => {
    const { client, filterMetrics, list, put } = await givenFilter();
    const remove = () => client.send(new DeleteMetricFilterCommand({ logGroupName: 'g', filterName: 'users' }));

    await remove();
    await put('g', 's', [{ timestamp: NOW, message: '{"event":"CreateUser"}' }]);

    expect(await list({ logGroupName: 'g' })).toBe('');
    expect(filterMetrics()).toEqual([]);
    expect(await refusalOf(remove())).toMatch(/^ResourceNotFoundException/);
  });

  it('is refused where AWS refuses it: a broken pattern, dimensions with a default value, one too many', async () => {
    const { filter } = await givenFilter();
    const dimensions = { Op: '$.op' };

    expect(await refusalOf(filter({ filterPattern: '{ $.a = ' }))).toMatch(/^InvalidParameterException: If a filter/);
    expect(
      await refusalOf(filter({ metricTransformations: [{ ...transformation, dimensions, defaultValue: 0 }] })),
    ).toMatch(/^InvalidParameterException/);
    expect(
      await refusalOf(filter({ filterPattern: 'ERROR', metricTransformations: [{ ...transformation, dimensions }] })),
    ).toBe('InvalidParameterException: The specified filter pattern does not support dimensions');
    expect(await refusalOf(filter({ emitSystemFieldDimensions: ['@aws.region'] }))).toBe(
      'InvalidParameterException: trailkeeper does not know emitSystemFieldDimensions of filters yet.',
    );
    for (let index = 1; index < 100; index++) await filter({ filterName: `f${index}` });
    expect(await refusalOf(filter({ filterName: 'f100' }))).toBe('LimitExceededException: Resource limit exceeded.');
    await filter({ filterName: 'f99', filterPattern: 'changed' });
  });

  it('may have a regular expression in five of a group’s patterns', async () => {
    const { filter } = await givenFilter();

    for (let index = 1; index <= 5; index++) await filter({ filterName: `r${index}`, filterPattern: '%a|b%' });

    await filter({ filterName: 'r5', filterPattern: '%c%' });
    expect(await refusalOf(filter({ filterName: 'r6', filterPattern: '%a|b%' }))).toMatch(/^LimitExceededException/);
  });
});

describe('TestMetricFilter', () => {
  it('says which messages match, with the values taken out', async () => {
    const { client } = await givenLogs();

    const { matches } = await client.send(
      new TestMetricFilterCommand({
        filterPattern: '[ip, id, user, timestamp, request, status_code = 404, size]',
        logEventMessages: [
          '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /a HTTP/1.0" 200 1534',
          '127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] "GET /b HTTP/1.0" 404 5324',
        ],
      }),
    );

    expect(matches).toEqual([
      {
        eventNumber: 2,
        eventMessage: '127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] "GET /b HTTP/1.0" 404 5324',
        extractedValues: {
          $ip: '127.0.0.1',
          $id: '-',
          $user: 'frank',
          $timestamp: '10/Oct/2000:13:35:22 -0700',
          $request: 'GET /b HTTP/1.0',
          $status_code: '404',
          $size: '5324',
        },
      },
    ]);
  });
});

describe('a log group', () => {
  it('tells its usage once a minute, and its account all groups’ together', async () => {
    const { group, metrics, parts, put, stream } = await givenStream();
    await group('h');
    await stream('h', 's');

    await put('g', 's', [{ timestamp: NOW, message: '한' }]);
    await put('g', 's', [{ timestamp: NOW, message: 'ab' }]);
    await put('h', 's', [{ timestamp: NOW, message: 'c' }]);
    await parts.clock.advanceTo(NOW + 300_000);

    expect(metrics.map(({ namespace, name, dimensions, value }) => [namespace, name, dimensions, value])).toEqual([
      ['AWS/Logs', 'IncomingLogEvents', { LogGroupName: 'g' }, 2],
      ['AWS/Logs', 'IncomingBytes', { LogGroupName: 'g' }, 5],
      ['AWS/Logs', 'IncomingLogEvents', { LogGroupName: 'h' }, 1],
      ['AWS/Logs', 'IncomingBytes', { LogGroupName: 'h' }, 1],
      ['AWS/Logs', 'IncomingLogEvents', {}, 3],
      ['AWS/Logs', 'IncomingBytes', {}, 6],
    ]);
  });
});
