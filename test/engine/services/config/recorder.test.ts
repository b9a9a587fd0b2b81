import {
  DeleteDeliveryChannelCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelsCommand,
  ListDiscoveredResourcesCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  type RecordingGroup,
  StartConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import type { ConfigurationItem } from '../../../../core/configuration-item/index.ts';
import { givenConfig, givenRecorder, NOW, refusalOf } from './given.ts';

const userItem: ConfigurationItem = {
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: new Date(NOW).toISOString(),
  configurationStateId: NOW,
  awsAccountId: '123456789012',
  configurationItemStatus: 'ResourceDiscovered',
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDA1',
  awsRegion: 'global',
  relatedEvents: [],
  relationships: [],
  configuration: { userName: 'ada' },
  supplementaryConfiguration: {},
  tags: {},
};

describe('the configuration recorder', () => {
  it('is one a region, with AWS’s defaults', async () => {
    const { client } = await givenConfig();
    const put = (name: string, recordingGroup?: RecordingGroup) =>
      client.send(
        new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name, roleARN: 'arn:r', recordingGroup } }),
      );

    await put('default');
    const { ConfigurationRecorders } = await client.send(new DescribeConfigurationRecordersCommand({}));

    expect(ConfigurationRecorders).toMatchObject([
      { name: 'default', recordingGroup: { allSupported: true }, recordingMode: { recordingFrequency: 'CONTINUOUS' } },
    ]);
    expect(await refusalOf(put('second'))).toBe('MaxNumberOfConfigurationRecordersExceededException');
    expect(await refusalOf(put('default', { allSupported: true, resourceTypes: ['AWS::S3::Bucket'] }))).toBe(
      'InvalidRecordingGroupException',
    );
    const unknown = new DescribeConfigurationRecordersCommand({ ConfigurationRecorderNames: ['none'] });
    expect(await refusalOf(client.send(unknown))).toBe('NoSuchConfigurationRecorderException');
  });

  it.each<RecordingGroup>([
    {},
    { includeGlobalResourceTypes: true },
    { resourceTypes: [] },
    { allSupported: true, resourceTypes: ['AWS::S3::Bucket'] },
    { allSupported: true, recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' } },
    { allSupported: false, includeGlobalResourceTypes: true, resourceTypes: ['AWS::S3::Bucket'] },
    { resourceTypes: ['AWS::S3::Bucket'], recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' } },
    { exclusionByResourceTypes: { resourceTypes: ['AWS::S3::Bucket'] } },
    {
      exclusionByResourceTypes: { resourceTypes: [] },
      recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
    },
  ])('refuses a group that is neither all, some, nor all but some: %j', async (recordingGroup) => {
    const { client } = await givenConfig();
    const put = client.send(
      new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: 'default', roleARN: 'r', recordingGroup } }),
    );

    expect(await refusalOf(put)).toBe('InvalidRecordingGroupException');
  });

  it('starts once there is a delivery channel, which cannot go while it runs', async () => {
    const { client } = await givenConfig();
    const recorder = { ConfigurationRecorderName: 'default' };
    const channel = new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: 'b' } });
    const deleteChannel = () => client.send(new DeleteDeliveryChannelCommand({ DeliveryChannelName: 'default' }));

    expect(await refusalOf(client.send(channel))).toBe('NoAvailableConfigurationRecorderException');
    await client.send(
      new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: 'default', roleARN: 'r' } }),
    );
    expect(await refusalOf(client.send(new StartConfigurationRecorderCommand(recorder)))).toBe(
      'NoAvailableDeliveryChannelException',
    );
    await client.send(channel);
    await client.send(new StartConfigurationRecorderCommand(recorder));
    const { ConfigurationRecordersStatus } = await client.send(new DescribeConfigurationRecorderStatusCommand({}));
    expect(ConfigurationRecordersStatus).toMatchObject([{ recording: true, lastStartTime: new Date(NOW) }]);
    expect(await refusalOf(deleteChannel())).toBe('LastDeliveryChannelDeleteFailedException');
    await client.send(new StopConfigurationRecorderCommand(recorder));
    await deleteChannel();
    expect((await client.send(new DescribeDeliveryChannelsCommand({}))).DeliveryChannels).toEqual([]);
  });

  it('takes only what it is there for', async () => {
    const { client, put, ports } = await givenRecorder();
    const group = (recordingGroup: RecordingGroup) =>
      client.send(
        new PutConfigurationRecorderCommand({
          ConfigurationRecorder: { name: 'default', roleARN: 'r', recordingGroup },
        }),
      );

    await group({ allSupported: false, resourceTypes: ['AWS::SNS::Topic'] });
    expect(await refusalOf(put('a', {}))).toBe('NoRunningConfigurationRecorderException');
    await group({
      exclusionByResourceTypes: { resourceTypes: ['AWS::SNS::Topic'] },
      recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
    });
    await put('a', {});
    const user = async () => {
      ports.record(userItem);
      const found = await client.send(new ListDiscoveredResourcesCommand({ resourceType: 'AWS::IAM::User' }));
      return found.resourceIdentifiers?.length;
    };
    expect(await user()).toBe(1);
    await client.send(new StopConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
    expect(await refusalOf(put('b', {}))).toBe('NoRunningConfigurationRecorderException');
  });
});
