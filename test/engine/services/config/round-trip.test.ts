import {
  ConfigServiceClient,
  DeliverConfigSnapshotCommand,
  GetResourceConfigHistoryCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it, onTestFinished } from 'vitest';
import { trailkeeper } from '../../../support/cli.ts';
import { clientOptions, engine } from '../../../support/engine.ts';
import { testFolder } from '../../../support/folder.ts';
import { givenChannel, HOUR, NOW, thing } from './given-channel.ts';

const at = (ms: number) => ({ configurationItemCaptureTime: new Date(NOW + ms).toISOString() });

const disk = testFolder();

describe('files of a delivery channel', () => {
  it('bring another engine to the same history', async () => {
    const from = await givenChannel();
    onTestFinished(() => from.close());
    from.ports.record(thing('i-1', { tags: { team: 'a' } }));
    from.ports.record(thing('i-1', { ...at(1000), configuration: { instanceType: 'm5.large' } }));
    from.ports.record(thing('i-2', { ...at(2000), configuration: { userData: 'x'.repeat(300_000) } }));
    from.ports.record(thing('i-1', { ...at(3000), configurationItemStatus: 'ResourceDeleted', configuration: null }));
    await from.client.send(new DeliverConfigSnapshotCommand({ deliveryChannelName: 'default' }));
    await from.wait(6 * HOUR);
    for (const key of from.keys('.json.gz')) disk.file(key, from.file(key));
    const to = await engine();
    const client = new ConfigServiceClient(clientOptions(to));
    onTestFinished(() => client.destroy());
    const historyAt = async (each: ConfigServiceClient, resourceId: string) => {
      const { configurationItems } = await each.send(
        new GetResourceConfigHistoryCommand({ resourceType: 'AWS::EC2::Instance', resourceId }),
      );
      return configurationItems;
    };

    const ran = await trailkeeper('import', disk.folder, '--endpoint', to.url);

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(await historyAt(client, 'i-1')).toEqual(await historyAt(from.client, 'i-1'));
    expect(await historyAt(client, 'i-2')).toEqual(await historyAt(from.client, 'i-2'));
  });
});
