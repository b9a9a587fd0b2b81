import {
  CreateLogGroupCommand,
  DeleteDestinationCommand,
  DeleteResourcePolicyCommand,
  DescribeDestinationsCommand,
  DescribeResourcePoliciesCommand,
  ListTagsForResourceCommand,
  ListTagsLogGroupCommand,
  PutDestinationCommand,
  PutDestinationPolicyCommand,
  PutResourcePolicyCommand,
  TagLogGroupCommand,
  TagResourceCommand,
  UntagLogGroupCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { maySubscribe } from '../../../../engine/services/logs/destination-policy.ts';
import { givenLogs, NOW, refusalOf } from './given.ts';

describe('resource policies', () => {
  it('are put, replaced, described and deleted, ten at most', async () => {
    const { client } = await givenLogs();
    const put = (policyName: string, policyDocument = '{"Version":"2012-10-17","Statement":[]}') =>
      client.send(new PutResourcePolicyCommand({ policyName, policyDocument }));

    const { resourcePolicy } = await put('p0');
    expect(resourcePolicy).toEqual({
      policyName: 'p0',
      policyDocument: '{"Version":"2012-10-17","Statement":[]}',
      lastUpdatedTime: NOW,
      policyScope: 'ACCOUNT',
    });
    for (let index = 1; index < 10; index++) await put(`p${index}`);
    expect(await refusalOf(put('p10'))).toBe('LimitExceededException: Resource limit exceeded.');
    await put('p9', '{}');
    await client.send(new DeleteResourcePolicyCommand({ policyName: 'p0' }));
    const { resourcePolicies } = await client.send(new DescribeResourcePoliciesCommand({}));
    expect(resourcePolicies).toHaveLength(9);
    expect(resourcePolicies?.at(-1)).toMatchObject({ policyName: 'p9', policyDocument: '{}' });
    expect(await refusalOf(client.send(new DeleteResourcePolicyCommand({ policyName: 'non-existent' })))).toBe(
      'ResourceNotFoundException: Policy with name [non-existent] does not exist.',
    );
  });
});

describe('policies with members of other kinds than they should have', () => {
  it('are shown as they are', async () => {
    const { client } = await givenLogs();
    const policyDocument = '{"Statement":[null]}';
    await client.send(new PutResourcePolicyCommand({ policyName: 'p', policyDocument }));

    const { resourcePolicies } = await client.send(new DescribeResourcePoliciesCommand({}));

    expect(resourcePolicies).toMatchObject([{ policyDocument }]);
  });

  it.each<[accessPolicy: string, allowed: boolean]>([
    ['{"Statement":{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"logs:*"}}', true],
    ['{"Statement":[null,7,{"Effect":"Allow","Principal":{"AWS":[7]},"Action":5}]}', false],
    ['{"Statement":"Allow"}', false],
  ])('let in whom they name, and nobody by what is no policy: %s', (accessPolicy, allowed) => {
    const arn = 'arn:aws:logs:us-east-1:123456789012:destination:d';
    const destination = { name: 'd', arn, targetArn: '', roleArn: '', accessPolicy, createdAt: NOW, tags: {} };

    expect(maySubscribe(destination, '444455556666')).toBe(allowed);
  });
});

describe('destinations', () => {
  it('are put, given a policy, described by prefix and deleted', async () => {
    const { client } = await givenLogs();
    const input = {
      destinationName: 'd',
      targetArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/audit',
      roleArn: 'arn:aws:iam::123456789012:role/r',
    };
    const described = { ...input, arn: 'arn:aws:logs:us-east-1:123456789012:destination:d', creationTime: NOW };
    const list = async (DestinationNamePrefix?: string) =>
      (await client.send(new DescribeDestinationsCommand({ DestinationNamePrefix }))).destinations;

    expect((await client.send(new PutDestinationCommand(input))).destination).toEqual(described);
    await client.send(new PutDestinationPolicyCommand({ destinationName: 'd', accessPolicy: '{}' }));
    expect(await list('d')).toEqual([{ ...described, accessPolicy: '{}' }]);
    expect(await list('x')).toEqual([]);
    await client.send(new DeleteDestinationCommand({ destinationName: 'd' }));
    expect(await list()).toEqual([]);
  });
});

describe('tags', () => {
  it('of a group are the same by its own calls and by the general ones', async () => {
    const { client } = await givenLogs();
    const resourceArn = 'arn:aws:logs:us-east-1:123456789012:log-group:g';
    await client.send(new CreateLogGroupCommand({ logGroupName: 'g', tags: { env: 'testing1' } }));
    const both = async () => [
      (await client.send(new ListTagsLogGroupCommand({ logGroupName: 'g' }))).tags,
      (await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags,
    ];

    await client.send(new TagResourceCommand({ resourceArn, tags: { test1: 'val1' } }));
    await client.send(new TagLogGroupCommand({ logGroupName: 'g', tags: { test2: 'val2' } }));
    const all = { env: 'testing1', test1: 'val1', test2: 'val2' };
    expect(await both()).toEqual([all, all]);
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['env'] }));
    await client.send(new UntagLogGroupCommand({ logGroupName: 'g', tags: ['test1'] }));
    expect(await both()).toEqual([{ test2: 'val2' }, { test2: 'val2' }]);
  });

  it('of a destination are kept; of nothing, refused', async () => {
    const { client } = await givenLogs();
    const resourceArn = 'arn:aws:logs:us-east-1:123456789012:destination:d';
    const list = () => client.send(new ListTagsForResourceCommand({ resourceArn }));

    expect(await refusalOf(list())).toMatch(/^ResourceNotFoundException/);
    await client.send(
      new PutDestinationCommand({
        destinationName: 'd',
        targetArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/audit',
        roleArn: 'arn:aws:iam::123456789012:role/r',
        tags: { a: '1' },
      }),
    );
    await client.send(new TagResourceCommand({ resourceArn, tags: { b: '2' } }));
    expect((await list()).tags).toEqual({ a: '1', b: '2' });
  });
});
