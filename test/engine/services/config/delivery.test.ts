import {
  DeliverConfigSnapshotCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelStatusCommand,
  PutResourceConfigCommand,
  StopConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it, onTestFinished } from 'vitest';
import { refusalOf } from './given.ts';
import { givenChannel, HOUR, NOW, thing } from './given-channel.ts';

async function given(options?: Parameters<typeof givenChannel>[0]) {
  const channel = await givenChannel(options);
  onTestFinished(() => channel.close());
  return channel;
}

const at = (ms: number) => ({ configurationItemCaptureTime: new Date(NOW + ms).toISOString() });

describe('a delivery channel', () => {
  it('tries its bucket with an empty object', async () => {
    const { keys } = await given({ prefix: 'audit' });

    expect(keys()).toEqual(['audit/AWSLogs/123456789012/Config/ConfigWritabilityCheckFile']);
  });

  it('delivers a snapshot of everything there is on request, in AWS’s layout', async () => {
    const { client, ports, keys, document, messages, published } = await given();
    ports.record(thing('i-1'));
    ports.record(thing('i-2'));
    ports.record(thing('i-2', { ...at(1000), configurationItemStatus: 'ResourceDeleted', configuration: null }));

    const { configSnapshotId: id } = await client.send(
      new DeliverConfigSnapshotCommand({ deliveryChannelName: 'default' }),
    );

    const [key = ''] = keys('ConfigSnapshot');
    expect(key).toBe(
      `AWSLogs/123456789012/Config/us-east-1/2026/1/10/ConfigSnapshot/123456789012_Config_us-east-1_ConfigSnapshot_20260110T120000Z_${id}.json.gz`,
    );
    expect(document(key)).toEqual({ fileVersion: '1.0', configSnapshotId: id, configurationItems: [thing('i-1')] });
    expect(messages('ConfigurationSnapshotDeliveryStarted')).toHaveLength(1);
    expect(messages('ConfigurationSnapshotDeliveryCompleted')).toEqual([
      {
        configSnapshotId: id,
        s3ObjectKey: key,
        s3Bucket: 'config-files',
        notificationCreationTime: '2026-01-10T12:00:00.000Z',
        messageType: 'ConfigurationSnapshotDeliveryCompleted',
        recordVersion: '1.1',
      },
    ]);
    expect(published.at(-1)?.attributes.subject).toBe(
      '[AWS Config:us-east-1] Configuration Snapshot Delivery Completed for Account 123456789012',
    );
  });

  it('delivers snapshots by the clock, and says when the next one comes', async () => {
    const { client, ports, keys, wait } = await given({ frequency: 'One_Hour' });
    ports.record(thing('i-1'));

    await wait(2.5 * HOUR);
    const { DeliveryChannelsStatus } = await client.send(new DescribeDeliveryChannelStatusCommand({}));

    expect(keys('_ConfigSnapshot_')).toHaveLength(2);
    expect(DeliveryChannelsStatus?.[0]?.configSnapshotDeliveryInfo).toEqual({
      lastStatus: 'SUCCESS',
      lastAttemptTime: new Date(NOW + 2 * HOUR),
      lastSuccessfulTime: new Date(NOW + 2 * HOUR),
      nextDeliveryTime: new Date(NOW + 3 * HOUR),
    });
  });

  it('delivers what changed every six hours, a file for each type', async () => {
    const { ports, keys, document, messages, wait } = await given();
    ports.record(thing('i-1'));
    ports.record(thing('i-1', { ...at(60_000), configuration: { instanceType: 'm5.large' } }));
    ports.record(thing('vol-1', { resourceType: 'AWS::EC2::Volume', ...at(2000) }));

    await wait(6 * HOUR);
    const first = keys('ConfigHistory');
    await wait(6 * HOUR);

    expect(first).toEqual([
      'AWSLogs/123456789012/Config/us-east-1/2026/1/10/ConfigHistory/123456789012_Config_us-east-1_ConfigHistory_AWS::EC2::Instance_20260110T120000Z_20260110T120100Z_1.json.gz',
      'AWSLogs/123456789012/Config/us-east-1/2026/1/10/ConfigHistory/123456789012_Config_us-east-1_ConfigHistory_AWS::EC2::Volume_20260110T120002Z_20260110T120002Z_1.json.gz',
    ]);
    expect(document(first[0]!).configurationItems.map(({ configuration }) => configuration?.instanceType)).toEqual([
      't3.small',
      'm5.large',
    ]);
    expect(document(first[0]!).requestId).toMatch(/^[\da-f-]{36}$/);
    expect(messages('ConfigurationHistoryDeliveryCompleted').map(({ s3ObjectKey }) => s3ObjectKey)).toEqual(first);
    expect(keys('ConfigHistory')).toEqual(first);
  });

  it('keeps what a missing bucket does not take, and says so', async () => {
    const { client, ports, wait, messages } = await given({ bucket: 'none' });
    ports.record(thing('i-1'));

    await wait(6 * HOUR);
    await client.send(new DeliverConfigSnapshotCommand({ deliveryChannelName: 'default' }));
    const { DeliveryChannelsStatus } = await client.send(new DescribeDeliveryChannelStatusCommand({}));

    expect(DeliveryChannelsStatus?.[0]).toMatchObject({
      configHistoryDeliveryInfo: { lastStatus: 'FAILURE', lastErrorCode: 'NoSuchBucket' },
      configSnapshotDeliveryInfo: { lastStatus: 'FAILURE', lastErrorCode: 'NoSuchBucket' },
    });
    expect(messages('ConfigurationSnapshotDeliveryFailed')).toHaveLength(1);
  });

  it('publishes each change to its topic, for mails with a heading', async () => {
    const { client, ports, published, parts } = await given();

    ports.record(thing('i-1'));
    await parts.clock.idle();
    const { DeliveryChannelsStatus } = await client.send(new DescribeDeliveryChannelStatusCommand({}));

    const { payload, attributes } = published[0]!;
    const { default: text, email } = JSON.parse(payload) as { default: string; email: string };
    expect(attributes).toMatchObject({
      subject: '[AWS Config:us-east-1] AWS::EC2::Instance i-1 Created in Account 123456789012',
      messageStructure: 'json',
    });
    expect(JSON.parse(text)).toMatchObject({ messageType: 'ConfigurationItemChangeNotification' });
    expect(email).toMatch(/^View the Timeline for this Resource/);
    expect(DeliveryChannelsStatus?.[0]?.configStreamDeliveryInfo?.lastStatus).toBe('SUCCESS');
  });

  it('tells of an item that is too large by a summary, and puts the whole into the bucket', async () => {
    const { ports, keys, document, messages } = await given();
    const large = thing('i-1', { configuration: { userData: 'x'.repeat(300_000) } });

    ports.record(large);

    const [key = ''] = keys('OversizedChangeNotification');
    expect(key).toBe(
      'AWSLogs/123456789012/Config/us-east-1/2026/1/10/OversizedChangeNotification/AWS::EC2::Instance/i-1/123456789012_Config_us-east-1_ChangeNotification_AWS::EC2::Instance_i-1_20260110T120000Z_0.json.gz',
    );
    expect(document(key).configurationItem).toEqual(large);
    expect(messages('ConfigurationItemChangeNotification')).toEqual([]);
    expect(messages('OversizedConfigurationItemChangeNotification')).toMatchObject([
      {
        configurationItemSummary: { resourceId: 'i-1', changeType: 'CREATE' },
        s3DeliverySummary: { s3BucketLocation: `config-files/${key}`, errorCode: null, errorMessage: null },
      },
    ]);
  });

  it('says so where the whole of a large item has no bucket to go to', async () => {
    const { ports, messages } = await given({ bucket: 'none' });

    ports.record(thing('i-1', { configuration: { userData: 'x'.repeat(300_000) } }));

    expect(messages('OversizedConfigurationItemChangeDeliveryFailed')).toMatchObject([
      { s3DeliverySummary: { s3BucketLocation: null, errorCode: 'NoSuchBucket' } },
    ]);
  });

  it('says nothing of items that are imported', async () => {
    const { client, keys, published, wait } = await given();

    await client.send(
      new PutResourceConfigCommand({
        ResourceType: 'AWS::EC2::Instance',
        ResourceId: 'i-1',
        SchemaVersionId: 'trailkeeper-item',
        Configuration: JSON.stringify(thing('i-1')),
      }),
    );
    await wait(6 * HOUR);

    expect(keys('ConfigHistory')).toEqual([]);
    expect(published).toEqual([]);
  });

  it('delivers nothing while the recorder is off', async () => {
    const { client, ports, keys, wait } = await given({ frequency: 'One_Hour' });
    ports.record(thing('i-1'));
    await client.send(new StopConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));

    await wait(24 * HOUR);
    const snapshot = client.send(new DeliverConfigSnapshotCommand({ deliveryChannelName: 'default' }));

    expect(await refusalOf(snapshot)).toBe('NoRunningConfigurationRecorderException');
    expect(keys('json.gz')).toEqual([]);
  });
});

describe('a recorder', () => {
  it('is pending until it has recorded something', async () => {
    const { client, ports } = await given();
    const status = async () => {
      const { ConfigurationRecordersStatus } = await client.send(new DescribeConfigurationRecorderStatusCommand({}));
      return ConfigurationRecordersStatus?.[0]?.lastStatus;
    };

    expect(await status()).toBe('PENDING');
    ports.record(thing('i-1'));
    expect(await status()).toBe('SUCCESS');
  });

  it('records types of its daily mode once a day, as they are then', async () => {
    const { ports, messages, wait } = await given({
      mode: {
        recordingFrequency: 'CONTINUOUS',
        recordingModeOverrides: [{ resourceTypes: ['AWS::EC2::Instance'], recordingFrequency: 'DAILY' }],
      },
    });
    ports.record(thing('i-1'));
    ports.record(thing('i-1', { ...at(1000), configuration: { instanceType: 'm5.large' } }));
    ports.record(thing('vol-1', { resourceType: 'AWS::EC2::Volume' }));
    const inTheDay = messages('ConfigurationItemChangeNotification').length;

    await wait(24 * HOUR);
    const afterOne = messages('ConfigurationItemChangeNotification');
    ports.record(thing('i-1', { ...at(25 * HOUR), configuration: { instanceType: 'm5.large' } }));
    await wait(24 * HOUR);

    expect(inTheDay).toBe(1);
    expect(afterOne.slice(1)).toMatchObject([{ configurationItem: { configuration: { instanceType: 'm5.large' } } }]);
    expect(messages('ConfigurationItemChangeNotification')).toHaveLength(2);
  });
});
