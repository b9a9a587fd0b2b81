import {
  AssociateKmsKeyCommand,
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DisassociateKmsKeyCommand,
  FilterLogEventsCommand,
  ListLogGroupsCommand,
  type ListLogGroupsCommandInput,
  ListTagsForResourceCommand,
  PutLogGroupDeletionProtectionCommand,
  PutRetentionPolicyCommand,
  paginateDescribeLogGroups,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { givenLogs, givenStream, messages, NOW, refusalOf } from './given.ts';

const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:';

describe('log groups', () => {
  it('are described as AWS describes a new one', async () => {
    const { client, group } = await givenLogs();
    await group('app');

    const { logGroups } = await client.send(new DescribeLogGroupsCommand({}));

    expect(logGroups).toEqual([
      {
        arn: `${arn}app:*`,
        creationTime: NOW,
        deletionProtectionEnabled: false,
        logGroupArn: `${arn}app`,
        logGroupClass: 'STANDARD',
        logGroupName: 'app',
        metricFilterCount: 0,
        storedBytes: 0,
      },
    ]);
  });

  it('are found by prefix in the order of their names, a page at a time', async () => {
    const { client, group } = await givenLogs();
    for (const name of ['b/2', 'a/1', 'b/1', 'b/3', 'c']) await group(name);

    const names: (string | undefined)[] = [];
    let pages = 0;
    const paginator = paginateDescribeLogGroups({ client, pageSize: 2 }, { logGroupNamePrefix: 'b/' });
    for await (const { logGroups } of paginator) {
      pages++;
      names.push(...(logGroups ?? []).map(({ logGroupName }) => logGroupName));
    }

    expect(names).toEqual(['b/1', 'b/2', 'b/3']);
    expect(pages).toBe(2);
  });

  it('are found by a part of their name, in its case, with fewer members', async () => {
    const { client, group } = await givenLogs();
    for (const name of ['aws/DataLogs', 'datalogs', 'GroupDataLogs']) await group(name);

    const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePattern: 'DataLogs' }));
    const listed = await client.send(new ListLogGroupsCommand({ logGroupNamePattern: 'DataLogs' }));

    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['GroupDataLogs', 'aws/DataLogs']);
    expect(logGroups?.[0]).not.toHaveProperty('storedBytes');
    expect(listed.logGroups).toHaveLength(2);
  });

  it('are listed by expressions of their names and by tags', async () => {
    const { client } = await givenLogs();
    const tags = { env: 'prod', team: 'audit' };
    await client.send(new CreateLogGroupCommand({ logGroupName: '/aws/lambda/f', tags }));
    await client.send(new CreateLogGroupCommand({ logGroupName: 'x/discovery', tags: { env: 'test' } }));
    await client.send(new CreateLogGroupCommand({ logGroupName: 'x/aws/lambda' }));
    const names = async (input: ListLogGroupsCommandInput) =>
      (await client.send(new ListLogGroupsCommand(input))).logGroups?.map(({ logGroupName }) => logGroupName);

    expect(await names({ logGroupNamePattern: '^/aws/lambda|discovery' })).toEqual(['/aws/lambda/f', 'x/discovery']);
    expect(await names({ logGroupNamePattern: 'aws/lambda' })).toEqual(['/aws/lambda/f', 'x/aws/lambda']);
    expect(await names({ logGroupTags: [{ key: 'env' }] })).toEqual(['/aws/lambda/f', 'x/discovery']);
    expect(await names({ logGroupTags: [{ key: 'env', values: ['test', 'dev'] }] })).toEqual(['x/discovery']);
    expect(await names({ logGroupTags: [{ key: 'env' }, { key: 'team' }] })).toEqual(['/aws/lambda/f']);
    expect(await names({ fieldIndexNames: ['requestId'] })).toEqual([]);
    await expect(names({ logGroupNamePattern: 'a.*b' })).rejects.toThrow('failed to satisfy constraint');
  });

  it('have fifty tags at most', async () => {
    const { client, group } = await givenLogs();
    await group('app');
    const resourceArn = 'arn:aws:logs:us-east-1:123456789012:log-group:app';
    const numbered = (from: number, to: number) =>
      Object.fromEntries(Array.from({ length: to - from }, (_, index) => [`k${from + index}`, 'v']));
    const tag = (tags: Record<string, string>) => client.send(new TagResourceCommand({ resourceArn, tags }));

    await tag(numbered(0, 30));
    const tooMany = await refusalOf(tag(numbered(20, 51)));
    await tag(numbered(20, 50));

    expect(tooMany).toMatch(/^TooManyTagsException: /);
    const { tags = {} } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(Object.keys(tags)).toHaveLength(50);
  });

  it('say what AWS says when there is one of the name, none of it, or prefix and pattern come together', async () => {
    const { client, group } = await givenLogs();
    await group('app');

    expect(await refusalOf(group('app'))).toBe(
      'ResourceAlreadyExistsException: The specified log group already exists',
    );
    expect(await refusalOf(client.send(new DeleteLogGroupCommand({ logGroupName: 'none' })))).toBe(
      'ResourceNotFoundException: The specified log group does not exist.',
    );
    const both = new DescribeLogGroupsCommand({ logGroupNamePrefix: 'a', logGroupNamePattern: 'app' });
    expect(await refusalOf(client.send(both))).toBe(
      'InvalidParameterException: LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  });

  it('of linked accounts are listed and read where that is asked for, as far as they are shared, and never changed', async () => {
    const { client, config, group, ports, put, stream } = await givenLogs();
    ports.linksBy({
      sources: ({ account }) => (account === '111122223333' ? ['123456789012'] : []),
      shares: ({ account }, source, name) =>
        account === '111122223333' && source === '123456789012' && name !== 'private',
    });
    const monitoring = new CloudWatchLogsClient({
      ...config,
      credentials: { accessKeyId: '111122223333', secretAccessKey: 's' },
    });
    await group('b');
    await group('private');
    await stream('b', 's');
    await put('b', 's', [{ timestamp: NOW, message: 'theirs' }]);
    await monitoring.send(new CreateLogGroupCommand({ logGroupName: 'a' }));
    await monitoring.send(new CreateLogGroupCommand({ logGroupName: 'b' }));
    const theirs = 'arn:aws:logs:us-east-1:123456789012:log-group:b';
    const list = async (input: object) =>
      (await monitoring.send(new DescribeLogGroupsCommand(input))).logGroups?.map(({ logGroupArn }) => logGroupArn);
    const mine = (name: string) => `arn:aws:logs:us-east-1:111122223333:log-group:${name}`;

    expect(await list({})).toEqual([mine('a'), mine('b')]);
    expect(await list({ includeLinkedAccounts: true })).toEqual([mine('a'), mine('b'), theirs]);
    expect(await list({ includeLinkedAccounts: true, accountIdentifiers: ['123456789012', '123456789012'] })).toEqual([
      theirs,
    ]);
    expect(await list({ includeLinkedAccounts: true, logGroupIdentifiers: [theirs] })).toEqual([theirs]);
    const read = await monitoring.send(new FilterLogEventsCommand({ logGroupIdentifier: theirs }));
    const streams = await monitoring.send(new DescribeLogStreamsCommand({ logGroupIdentifier: theirs }));
    expect(read.events?.map(({ message }) => message)).toEqual(['theirs']);
    expect(streams.logStreams?.[0]?.arn).toBe(`${theirs}:log-stream:s`);
    const protect = monitoring.send(
      new PutLogGroupDeletionProtectionCommand({ logGroupIdentifier: theirs, deletionProtectionEnabled: true }),
    );
    const missing = 'ResourceNotFoundException: The specified log group does not exist.';
    const unshared = theirs.replace(/b$/, 'private');
    const unlinked = new FilterLogEventsCommand({ logGroupIdentifier: mine('a') });
    expect(await refusalOf(protect)).toBe(missing);
    expect(await refusalOf(monitoring.send(new FilterLogEventsCommand({ logGroupIdentifier: unshared })))).toBe(
      missing,
    );
    expect(await refusalOf(client.send(unlinked))).toBe(missing);
    client.destroy();
  });

  it('have names of at most 512 characters', async () => {
    const { group } = await givenLogs();

    expect(await refusalOf(group('a'.repeat(513)))).toBe(
      'InvalidParameterException: Invalid LogGroup or LogStream, both must have length less than or equal to 512.',
    );
  });

  it('keep a retention of the days AWS allows', async () => {
    const { client, group } = await givenLogs();
    await group('app');
    const put = (retentionInDays: number) =>
      client.send(new PutRetentionPolicyCommand({ logGroupName: 'app', retentionInDays }));
    const retention = async () => (await client.send(new DescribeLogGroupsCommand({}))).logGroups?.[0]?.retentionInDays;

    await put(14);
    expect(await retention()).toBe(14);
    expect(await refusalOf(put(15))).toMatch(/^InvalidParameterException/);
    await client.send(new DeleteRetentionPolicyCommand({ logGroupName: 'app' }));
    expect(await retention()).toBeUndefined();
  });

  it('remember a KMS key', async () => {
    const { client } = await givenLogs();
    const kmsKeyId = 'arn:aws:kms:us-east-1:123456789012:key/a';
    await client.send(new CreateLogGroupCommand({ logGroupName: 'app', kmsKeyId }));
    const key = async () => (await client.send(new DescribeLogGroupsCommand({}))).logGroups?.[0]?.kmsKeyId;

    expect(await key()).toBe(kmsKeyId);
    await client.send(new DisassociateKmsKeyCommand({ logGroupName: 'app' }));
    expect(await key()).toBeUndefined();
    await client.send(new AssociateKmsKeyCommand({ resourceIdentifier: `${arn}app`, kmsKeyId }));
    expect(await key()).toBe(kmsKeyId);
  });

  it('are not deleted while protected', async () => {
    const { client, group } = await givenLogs();
    await group('app');
    const protect = (deletionProtectionEnabled: boolean) =>
      client.send(new PutLogGroupDeletionProtectionCommand({ logGroupIdentifier: 'app', deletionProtectionEnabled }));

    await protect(true);
    expect(await refusalOf(client.send(new DeleteLogGroupCommand({ logGroupName: 'app' })))).toMatch(/protection/);
    await protect(false);
    await client.send(new DeleteLogGroupCommand({ logGroupName: 'app' }));
    expect((await client.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
  });

  it('take everything with them when deleted', async () => {
    const { client, group, put, stream } = await givenStream();
    await put('g', 's', messages('one'));

    await client.send(new DeleteLogGroupCommand({ logGroupName: 'g' }));
    await group('g');
    const empty = await client.send(new DescribeLogStreamsCommand({ logGroupName: 'g' }));
    await stream('g', 's');
    const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName: 'g' }));

    expect(empty.logStreams).toEqual([]);
    expect(logStreams?.[0]?.lastEventTimestamp).toBeUndefined();
  });
});
