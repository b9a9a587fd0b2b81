import {
  BatchGetResourceConfigCommand,
  DeleteResourceConfigCommand,
  GetDiscoveredResourceCountsCommand,
  GetResourceConfigHistoryCommand,
  type GetResourceConfigHistoryCommandInput,
  ListDiscoveredResourcesCommand,
  type ListDiscoveredResourcesCommandInput,
  PutConfigurationRecorderCommand,
  PutResourceConfigCommand,
  paginateGetResourceConfigHistory,
  type ResourceType,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { givenRecorder, NOW, refusalOf } from './given.ts';

const resourceType = 'AWS::S3::Bucket';

async function givenThing() {
  const given = await givenRecorder();
  const { client, put, wait } = given;
  await put('a', { size: 1 }, { env: 'dev' });
  await wait(60_000);
  await put('a', { size: 2 }, { env: 'dev' });
  await wait(60_000);
  const history = async (more: Partial<GetResourceConfigHistoryCommandInput> = {}) =>
    (await client.send(new GetResourceConfigHistoryCommand({ resourceType, resourceId: 'a', ...more })))
      .configurationItems ?? [];
  return {
    ...given,
    history,
    sizes: async (more?: Partial<GetResourceConfigHistoryCommandInput>) =>
      (await history(more)).map(
        ({ configuration }) => configuration && (JSON.parse(configuration) as { size: number }).size,
      ),
    list: async (more: Partial<ListDiscoveredResourcesCommandInput> = {}) =>
      (await client.send(new ListDiscoveredResourcesCommand({ resourceType, ...more }))).resourceIdentifiers,
    remove: (ResourceId: string) =>
      client.send(new DeleteResourceConfigCommand({ ResourceType: resourceType, ResourceId })),
  };
}

describe('a resource’s history', () => {
  it('holds an item for each change, latest first, in the API’s spelling', async () => {
    const { history } = await givenThing();

    const items = await history();

    expect(items.map(({ configurationItemStatus }) => configurationItemStatus)).toEqual(['OK', 'ResourceDiscovered']);
    expect(items[0]).toMatchObject({
      version: '1.3',
      accountId: '123456789012',
      awsRegion: 'us-east-1',
      configurationItemCaptureTime: new Date(NOW + 60_000),
      configurationStateId: String(NOW + 60_000),
      resourceType,
      resourceId: 'a',
      resourceName: 'a-name',
      configuration: '{"size":2}',
      tags: { env: 'dev' },
    });
  });

  it('is asked for by time and order, a page at a time', async () => {
    const { client, put, sizes, wait } = await givenThing();
    for (let size = 3; size <= 6; size++) {
      await put('a', { size });
      await wait(60_000);
    }

    expect(await sizes({ chronologicalOrder: 'Forward', limit: 2 })).toEqual([1, 2]);
    expect(await sizes({ laterTime: new Date(NOW + 60_000) })).toEqual([2, 1]);
    expect(await sizes({ earlierTime: new Date(NOW + 240_000) })).toEqual([6, 5]);
    const turned = sizes({ earlierTime: new Date(NOW + 60_000), laterTime: new Date(NOW) });
    expect(await refusalOf(turned)).toBe('InvalidTimeRangeException');
    const all: unknown[] = [];
    const pages = paginateGetResourceConfigHistory({ client, pageSize: 4 }, { resourceType, resourceId: 'a' });
    for await (const { configurationItems } of pages) all.push(...(configurationItems ?? []));
    expect(all).toHaveLength(6);
  });

  it('gets no item where nothing has changed, and one when the resource is gone', async () => {
    const { history, put, remove, wait } = await givenThing();

    await put('a', { size: 2 }, { env: 'dev' });
    expect(await history()).toHaveLength(2);
    await wait(1000);
    await remove('a');
    expect((await history())[0]).toMatchObject({ configurationItemStatus: 'ResourceDeleted' });
    await wait(1000);
    await put('a', { size: 9 });
    expect((await history())[0]).toMatchObject({ configurationItemStatus: 'ResourceDiscovered' });
  });

  it('of an unknown resource is refused', async () => {
    const { history } = await givenThing();

    expect(await refusalOf(history({ resourceId: 'none' }))).toBe('ResourceNotDiscoveredException');
  });
});

describe('resources', () => {
  it('are listed by type, id and name, those that are gone only when asked for', async () => {
    const { list, put, remove } = await givenThing();
    await put('b', {});
    await put('c', {});
    await remove('b');
    const ids = async (more?: Partial<ListDiscoveredResourcesCommandInput>) =>
      (await list(more))?.map(({ resourceId }) => resourceId);

    expect(await ids()).toEqual(['a', 'c']);
    expect(await ids({ resourceIds: ['c', 'x'] })).toEqual(['c']);
    expect(await ids({ resourceName: 'a-name' })).toEqual(['a']);
    expect(await list({ includeDeletedResources: true, resourceIds: ['b'] })).toMatchObject([
      { resourceId: 'b', resourceDeletionTime: new Date(NOW + 120_000) },
    ]);
    expect(await refusalOf(list({ resourceIds: ['a'], resourceName: 'a-name' }))).toBe('ValidationException');
  });

  it('are counted by type and given many at once', async () => {
    const { client, put, remove } = await givenThing();
    await put('b', {});
    await remove('b');

    const counts = await client.send(new GetDiscoveredResourceCountsCommand({}));
    const { baseConfigurationItems } = await client.send(
      new BatchGetResourceConfigCommand({
        resourceKeys: ['a', 'b', 'none'].map((resourceId) => ({ resourceType, resourceId })),
      }),
    );

    await client.send(
      new PutResourceConfigCommand({
        ResourceType: 'AWS::SNS::Topic',
        ResourceId: 't',
        SchemaVersionId: '1',
        Configuration: '{}',
      }),
    );
    const first = await client.send(new GetDiscoveredResourceCountsCommand({ limit: 1 }));
    const second = await client.send(new GetDiscoveredResourceCountsCommand({ limit: 1, nextToken: first.nextToken }));
    expect(first).toMatchObject({ totalDiscoveredResources: 2, resourceCounts: [{ count: 1 }] });
    expect(second.resourceCounts).toHaveLength(1);
    expect(second.nextToken).toBeUndefined();
    expect(counts).toMatchObject({ totalDiscoveredResources: 1, resourceCounts: [{ resourceType, count: 1 }] });
    expect(baseConfigurationItems).toMatchObject([{ resourceId: 'a', configuration: '{"size":2}' }]);
  });

  it('tell the bus of each change, with the difference', async () => {
    const { told } = await givenThing();

    expect(told.map(({ detailType, source }) => `${source} ${detailType}`)).toEqual([
      'aws.config Config Configuration Item Change',
      'aws.config Config Configuration Item Change',
    ]);
    expect(JSON.parse(told[1]!.detail)).toMatchObject({
      messageType: 'ConfigurationItemChangeNotification',
      recordVersion: '1.3',
      configurationItem: { resourceId: 'a', configuration: { size: 2 } },
      configurationItemDiff: {
        changeType: 'UPDATE',
        changedProperties: { 'Configuration.Size': { previousValue: 1, updatedValue: 2, changeType: 'UPDATE' } },
      },
    });
  });
});

describe('a listing of resources', () => {
  it('is by twenty ids at most, or by name', async () => {
    const { client } = await givenRecorder();
    const ids = (count: number) => Array.from({ length: count }, (_, at) => `id-${at}`);
    const list = (more: Partial<ListDiscoveredResourcesCommandInput>) =>
      client.send(new ListDiscoveredResourcesCommand({ resourceType, ...more }));

    expect((await list({ resourceIds: ids(20) })).resourceIdentifiers).toEqual([]);
    await expect(list({ resourceIds: ids(21) })).rejects.toThrow(
      "The specified list had more than 20 resource ID's. It must have '20' or less items",
    );
    await expect(list({ resourceIds: ids(1), resourceName: 'a' })).rejects.toThrow(
      'Both Resource ID and Resource Name cannot be specified in the request',
    );
  });
});

// The developer guide records one and reads it so: "Recording configurations for third-party resources using the AWS CLI".
describe('a resource of a type of one’s own', () => {
  const type = 'MyCustomNamespace::Testing::WordPress' as ResourceType;

  it('is listed, and read with its history, like any other', async () => {
    const { client } = await givenRecorder();
    const resourceId = 'resource-001';
    await client.send(
      new PutResourceConfigCommand({
        ResourceType: type,
        SchemaVersionId: '00000001',
        ResourceId: resourceId,
        Configuration: '{"Id":"resource-001"}',
      }),
    );

    const listed = await client.send(new ListDiscoveredResourcesCommand({ resourceType: type }));
    const read = await client.send(
      new BatchGetResourceConfigCommand({ resourceKeys: [{ resourceType: type, resourceId }] }),
    );
    const history = await client.send(new GetResourceConfigHistoryCommand({ resourceType: type, resourceId }));

    expect(listed.resourceIdentifiers).toEqual([{ resourceType: type, resourceId }]);
    expect(read.baseConfigurationItems).toMatchObject([{ resourceType: type, configuration: '{"Id":"resource-001"}' }]);
    expect(history.configurationItems).toHaveLength(1);
  });

  it('that was never put is not discovered, and is no type to name in a recording group', async () => {
    const { client } = await givenRecorder();
    const history = new GetResourceConfigHistoryCommand({ resourceType: type, resourceId: 'none' });
    const group = new PutConfigurationRecorderCommand({
      ConfigurationRecorder: {
        name: 'default',
        roleARN: 'arn:aws:iam::123456789012:role/r',
        recordingGroup: { resourceTypes: [type] },
      },
    });

    expect((await client.send(new ListDiscoveredResourcesCommand({ resourceType: type }))).resourceIdentifiers).toEqual(
      [],
    );
    await expect(client.send(history)).rejects.toThrow(
      'Resource none of resourceType:MyCustomNamespace::Testing::WordPress is unknown or has not been discovered',
    );
    await expect(client.send(group)).rejects.toThrow('Member must satisfy enum value set');
  });
});
