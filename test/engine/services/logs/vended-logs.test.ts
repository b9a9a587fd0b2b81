import {
  CreateDeliveryCommand,
  DeleteDeliveryCommand,
  DeleteDeliveryDestinationCommand,
  DeleteDeliveryDestinationPolicyCommand,
  DeleteDeliverySourceCommand,
  DescribeDeliveriesCommand,
  DescribeDeliveryDestinationsCommand,
  DescribeDeliverySourcesCommand,
  GetDeliveryCommand,
  GetDeliveryDestinationCommand,
  GetDeliveryDestinationPolicyCommand,
  PutDeliveryDestinationCommand,
  PutDeliveryDestinationPolicyCommand,
  PutDeliverySourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { givenLogs, refusalOf } from './given.ts';

const arn = 'arn:aws:logs:us-east-1:123456789012';
const distribution = 'arn:aws:cloudfront::123456789012:distribution/E1Q5F5862X9VJ5';

async function givenVended() {
  const given = await givenLogs();
  const { client } = given;
  const source = (resourceArn = distribution, logType = 'ACCESS_LOGS') =>
    client.send(new PutDeliverySourceCommand({ name: 'src', resourceArn, logType, tags: { key1: 'value1' } }));
  const destination = (bucket = 'one') =>
    client.send(
      new PutDeliveryDestinationCommand({
        name: 'dst',
        deliveryDestinationConfiguration: { destinationResourceArn: `arn:aws:s3:::${bucket}` },
      }),
    );
  return {
    ...given,
    source,
    destination,
    deliver: (deliverySourceName = 'src') =>
      client.send(
        new CreateDeliveryCommand({ deliverySourceName, deliveryDestinationArn: `${arn}:delivery-destination:dst` }),
      ),
  };
}

describe('a source of vended logs', () => {
  it('is kept with its service, and refused where AWS refuses it', async () => {
    const { client, source } = await givenVended();

    const { deliverySource } = await source();
    expect(deliverySource).toEqual({
      arn: `${arn}:delivery-source:src`,
      logType: 'ACCESS_LOGS',
      name: 'src',
      resourceArns: [distribution],
      service: 'cloudfront',
      tags: { key1: 'value1' },
    });
    expect(await refusalOf(source('arn:aws:s3:::bucket'))).toBe(
      'ResourceNotFoundException: Cannot access provided service.',
    );
    expect(await refusalOf(source(distribution, 'EVENT_LOGS'))).toMatch(/^ValidationException/);
    expect(await refusalOf(source(`${distribution}X`))).toMatch(/^ConflictException/);
    expect((await client.send(new DescribeDeliverySourcesCommand({}))).deliverySources).toHaveLength(1);
    await client.send(new DeleteDeliverySourceCommand({ name: 'src' }));
    expect(await refusalOf(client.send(new DeleteDeliverySourceCommand({ name: 'src' })))).toBe(
      'ResourceNotFoundException: Requested Delivery Source does not exist in this account.',
    );
  });
});

describe('a destination of vended logs', () => {
  it('is refused an output format there is not', async () => {
    const { client } = await givenVended();

    const put = client.send(new PutDeliveryDestinationCommand({ name: 'dst', outputFormat: 'foobar' as 'json' }));

    expect(await refusalOf(put)).toMatch(
      /^ValidationException: 1 validation error detected: Value 'foobar' at 'outputFormat' failed to satisfy/,
    );
  });

  it('is kept with its type and policy, and changed in place', async () => {
    const { client, destination } = await givenVended();
    const policyOf = async () =>
      (await client.send(new GetDeliveryDestinationPolicyCommand({ deliveryDestinationName: 'dst' }))).policy;

    await destination();
    const { deliveryDestination } = await destination('two');
    expect(deliveryDestination).toEqual({
      arn: `${arn}:delivery-destination:dst`,
      deliveryDestinationConfiguration: { destinationResourceArn: 'arn:aws:s3:::two' },
      deliveryDestinationType: 'S3',
      name: 'dst',
    });
    await client.send(
      new PutDeliveryDestinationPolicyCommand({ deliveryDestinationName: 'dst', deliveryDestinationPolicy: '{}' }),
    );
    expect(await policyOf()).toEqual({ deliveryDestinationPolicy: '{}' });
    await client.send(new DeleteDeliveryDestinationPolicyCommand({ deliveryDestinationName: 'dst' }));
    expect(await policyOf()).toEqual({});
    expect((await client.send(new DescribeDeliveryDestinationsCommand({}))).deliveryDestinations).toHaveLength(1);
    await client.send(new DeleteDeliveryDestinationCommand({ name: 'dst' }));
    expect(await refusalOf(client.send(new GetDeliveryDestinationCommand({ name: 'dst' })))).toBe(
      'ResourceNotFoundException: Requested Delivery Destination does not exist in this account.',
    );
  });
});

describe('a delivery of vended logs', () => {
  it('joins a source and a destination, once, with the service’s defaults', async () => {
    const { client, deliver, destination, source } = await givenVended();
    await source();
    await destination();

    const id = (await deliver()).delivery?.id;
    const { delivery } = await client.send(new GetDeliveryCommand({ id }));

    expect(delivery).toMatchObject({
      arn: `${arn}:delivery:${id}`,
      deliveryDestinationType: 'S3',
      deliverySourceName: 'src',
      recordFields: expect.arrayContaining(['date', 'sc-range-end']),
      s3DeliveryConfiguration: { enableHiveCompatiblePath: false, suffixPath: 'AWSLogs/{account-id}/CloudFront/' },
    });
    expect(await refusalOf(deliver())).toMatch(/^ConflictException/);
    expect(await refusalOf(deliver('none'))).toMatch(/^ResourceNotFoundException/);
    expect(await refusalOf(client.send(new DeleteDeliverySourceCommand({ name: 'src' })))).toMatch(/^Conflict/);
    expect((await client.send(new DescribeDeliveriesCommand({}))).deliveries).toHaveLength(1);
    await client.send(new DeleteDeliveryCommand({ id }));
    expect(await refusalOf(client.send(new GetDeliveryCommand({ id })))).toBe(
      'ResourceNotFoundException: Requested Delivery does not exist in this account.',
    );
  });
});
