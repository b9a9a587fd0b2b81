import { gunzipSync } from 'node:zlib';
import {
  DeleteSubscriptionFilterCommand,
  DescribeSubscriptionFiltersCommand,
  PutDestinationCommand,
  PutSubscriptionFilterCommand,
  type PutSubscriptionFilterCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { type Delivery, DeliveryError } from '../../../../engine/deliveries/index.ts';
import type { TargetCheck } from '../../../../engine/services/logs/index.ts';
import { givenStream, NOW, refusalOf } from './given.ts';

const lambdaArn = 'arn:aws:lambda:us-east-1:123456789012:function:reader';
const streamArn = 'arn:aws:kinesis:us-east-1:123456789012:stream/audit';

async function givenSubscriber({ reaches = true } = {}) {
  const given = await givenStream();
  const delivered: Delivery[] = [];
  const checked: TargetCheck[] = [];
  const deliver = async (delivery: Delivery) => void delivered.push(delivery);
  given.parts.deliveries.by('lambda', deliver);
  given.parts.deliveries.by('kinesis', deliver);
  given.ports.targetsBy((check) => {
    checked.push(check);
    return reaches;
  });
  return {
    ...given,
    delivered,
    checked,
    subscribe: (more: Partial<PutSubscriptionFilterCommandInput> = {}) =>
      given.client.send(
        new PutSubscriptionFilterCommand({
          logGroupName: 'g',
          filterName: 'f',
          filterPattern: '',
          destinationArn: lambdaArn,
          ...more,
        }),
      ),
  };
}

const unpacked = (data: string): unknown => JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString());

const lambdaData = ({ payload }: Delivery): unknown =>
  unpacked((JSON.parse(payload) as { awslogs: { data: string } }).awslogs.data);

describe('a subscription filter', () => {
  it('hands matching events to a function as AWS does', async () => {
    const { delivered, parts, put, subscribe } = await givenSubscriber();
    await subscribe({ filterPattern: 'ERROR' });

    await put('g', 's', [
      { timestamp: NOW - 1, message: 'fine' },
      { timestamp: NOW, message: 'ERROR 1' },
    ]);
    await parts.clock.idle();

    expect(delivered).toHaveLength(1);
    expect(delivered[0]).toMatchObject({
      kind: 'lambda',
      target: lambdaArn,
      attributes: {
        principal: 'logs.us-east-1.amazonaws.com',
        sourceArn: 'arn:aws:logs:us-east-1:123456789012:log-group:g:*',
      },
    });
    expect(lambdaData(delivered[0]!)).toEqual({
      messageType: 'DATA_MESSAGE',
      owner: '123456789012',
      logGroup: 'g',
      logStream: 's',
      subscriptionFilters: ['f'],
      logEvents: [{ id: expect.stringMatching(/^\d{56}$/), timestamp: NOW, message: 'ERROR 1' }],
    });
  });

  it('adds the fields a space-delimited pattern names', async () => {
    const { delivered, parts, put, subscribe } = await givenSubscriber();
    await subscribe({ filterPattern: '[level, user]' });

    await put('g', 's', [{ timestamp: NOW, message: 'WARN alice' }]);
    await parts.clock.idle();

    expect(lambdaData(delivered[0]!)).toMatchObject({
      logEvents: [{ extractedFields: { level: 'WARN', user: 'alice' } }],
    });
  });

  it('tells once a minute what it handed on', async () => {
    const { metrics, parts, put, subscribe } = await givenSubscriber();
    await subscribe({ filterPattern: 'ERROR' });

    await put('g', 's', [
      { timestamp: NOW, message: 'ERROR 1' },
      { timestamp: NOW, message: 'fine' },
    ]);
    await parts.clock.advanceTo(NOW + 60_000);

    const dimensions = { LogGroupName: 'g', DestinationType: 'Lambda', FilterName: 'f' };
    expect(metrics.filter(({ name }) => name.startsWith('Forwarded'))).toMatchObject([
      { namespace: 'AWS/Logs', name: 'ForwardedLogEvents', dimensions, value: 1 },
      { namespace: 'AWS/Logs', name: 'ForwardedBytes', dimensions, unit: 'Bytes' },
    ]);
  });

  it('tells once a minute what no subscriber took, for good', async () => {
    const { metrics, parts, put, subscribe } = await givenSubscriber();
    parts.deliveries.by('lambda', () => {
      throw new DeliveryError('NO_PERMISSIONS', 'not allowed', true);
    });
    await subscribe();

    await put('g', 's', [
      { timestamp: NOW, message: 'a' },
      { timestamp: NOW, message: 'b' },
    ]);
    await parts.clock.advanceTo(NOW + 60_000);

    expect(metrics.filter(({ name }) => /^(Forwarded|Delivery)/.test(name))).toMatchObject([
      {
        namespace: 'AWS/Logs',
        name: 'DeliveryErrors',
        dimensions: { LogGroupName: 'g', DestinationType: 'Lambda', FilterName: 'f' },
        value: 2,
      },
    ]);
  });

  it('sends nothing when nothing matches, and in pieces what is too large for one call', async () => {
    const { delivered, parts, put, subscribe } = await givenSubscriber();
    await subscribe({ filterPattern: '-quiet' });
    const noise = (seed: number) =>
      Array.from({ length: 20_000 }, (_, at) => ((Math.sin(seed + at) * 1e9) | 0).toString(36)).join('');

    await put('g', 's', [{ timestamp: NOW, message: 'quiet' }]);
    await put(
      'g',
      's',
      [1, 2, 3, 4, 5, 6, 7].map((seed) => ({ timestamp: NOW, message: noise(seed * 99_991) })),
    );
    await parts.clock.idle();

    const events = delivered.flatMap((each) => (lambdaData(each) as { logEvents: unknown[] }).logEvents);
    expect(events).toHaveLength(7);
    expect(delivered.every(({ payload }) => payload.length < 1_048_576)).toBe(true);
  });

  it('reaches a stream of another account through a destination', async () => {
    const { client, delivered, parts, put, subscribe } = await givenSubscriber();
    const { destination } = await client.send(
      new PutDestinationCommand({ destinationName: 'd', targetArn: streamArn, roleArn: 'arn:aws:iam::1:role/r' }),
    );
    await subscribe({ destinationArn: destination?.arn });

    await put('g', 's', [{ timestamp: NOW, message: 'x' }]);
    await parts.clock.idle();

    expect(delivered[0]).toMatchObject({ kind: 'kinesis', target: streamArn, attributes: { partitionKey: 's' } });
    expect(unpacked(delivered[0]!.payload)).toMatchObject({ logEvents: [{ message: 'x' }] });
  });

  it('is described as AWS describes it, changed in place, and two a group at most', async () => {
    const { client, subscribe } = await givenSubscriber();
    const list = async () =>
      (await client.send(new DescribeSubscriptionFiltersCommand({ logGroupName: 'g' }))).subscriptionFilters;

    expect(await list()).toEqual([]);
    await subscribe();
    await subscribe({ filterPattern: '[]' });
    expect(await list()).toEqual([
      {
        applyOnTransformedLogs: false,
        creationTime: NOW,
        destinationArn: lambdaArn,
        distribution: 'ByLogStream',
        filterName: 'f',
        filterPattern: '[]',
        logGroupName: 'g',
      },
    ]);
    await subscribe({ filterName: 'second' });
    expect(await refusalOf(subscribe({ filterName: 'third' }))).toBe(
      'LimitExceededException: Resource limit exceeded.',
    );
  });

  it('is refused with AWS’s reason', async () => {
    const { client, subscribe } = await givenSubscriber({ reaches: false });
    const remove = (logGroupName: string) =>
      client.send(new DeleteSubscriptionFilterCommand({ logGroupName, filterName: 'none' }));

    expect(await refusalOf(subscribe())).toMatch(/^InvalidParameterException: Could not execute the lambda function/);
    expect(await refusalOf(subscribe({ destinationArn: lambdaArn.replace('123456789012', '111111111111') }))).toBe(
      'AccessDeniedException: Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.',
    );
    expect(await refusalOf(subscribe({ destinationArn: streamArn }))).toBe(
      'InvalidParameterException: destinationArn for vendor kinesis cannot be used without roleArn',
    );
    expect(await refusalOf(subscribe({ fieldSelectionCriteria: '@aws.region = "us-east-1"' }))).toBe(
      'InvalidParameterException: trailkeeper does not know fieldSelectionCriteria of filters yet.',
    );
    expect(await refusalOf(remove('none'))).toBe('ResourceNotFoundException: The specified log group does not exist.');
    expect(await refusalOf(remove('g'))).toBe(
      'ResourceNotFoundException: The specified subscription filter does not exist.',
    );
  });

  it('asks about its target with who asks and for what', async () => {
    const { checked, subscribe } = await givenSubscriber();

    await subscribe();

    expect(checked).toEqual([
      {
        kind: 'lambda',
        arn: lambdaArn,
        principal: 'logs.us-east-1.amazonaws.com',
        sourceArn: 'arn:aws:logs:us-east-1:123456789012:log-group:g:*',
      },
    ]);
  });
});
