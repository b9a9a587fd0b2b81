import {
  DeleteRetentionConfigurationCommand,
  DescribeRetentionConfigurationsCommand,
  GetResourceConfigHistoryCommand,
  PutRetentionConfigurationCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it, onTestFinished } from 'vitest';
import { refusalOf } from './given.ts';
import { givenChannel, HOUR, NOW, thing } from './given-channel.ts';

const DAY = 24 * HOUR;
const at = (ms: number) => ({ configurationItemCaptureTime: new Date(NOW + ms).toISOString() });

describe('a retention configuration', () => {
  it('lets items go that are too old, but not the last one of a resource that is there', async () => {
    const { client, ports, wait, close } = await givenChannel();
    onTestFinished(close);
    const history = async (resourceId: string) => {
      const { configurationItems } = await client.send(
        new GetResourceConfigHistoryCommand({ resourceType: 'AWS::EC2::Instance', resourceId }),
      );
      return configurationItems?.map(({ configurationItemStatus }) => configurationItemStatus);
    };
    ports.record(thing('kept'));
    ports.record(thing('kept', { ...at(1000), tags: { team: 'a' } }));
    ports.record(thing('gone'));
    ports.record(thing('gone', { ...at(1000), configurationItemStatus: 'ResourceDeleted', configuration: null }));

    await client.send(new PutRetentionConfigurationCommand({ RetentionPeriodInDays: 30 }));
    await wait(29 * DAY);
    const before = await history('gone');
    await wait(2 * DAY);

    expect(before).toEqual(['ResourceDeleted', 'OK']);
    expect(await history('kept')).toHaveLength(1);
    expect(await refusalOf(history('gone'))).toBe('ResourceNotDiscoveredException');
  });

  it('is one, by the name of default', async () => {
    const { client, close } = await givenChannel();
    onTestFinished(close);

    await client.send(new PutRetentionConfigurationCommand({ RetentionPeriodInDays: 90 }));
    const { RetentionConfigurations } = await client.send(new DescribeRetentionConfigurationsCommand({}));
    const remove = (RetentionConfigurationName: string) =>
      client.send(new DeleteRetentionConfigurationCommand({ RetentionConfigurationName }));

    expect(RetentionConfigurations).toEqual([{ Name: 'default', RetentionPeriodInDays: 90 }]);
    expect(await refusalOf(remove('other'))).toBe('NoSuchRetentionConfigurationException');
    await remove('default');
    expect(await refusalOf(remove('default'))).toBe('NoSuchRetentionConfigurationException');
  });
});
