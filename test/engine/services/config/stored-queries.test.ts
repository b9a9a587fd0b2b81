import {
  DeleteStoredQueryCommand,
  GetStoredQueryCommand,
  ListStoredQueriesCommand,
  ListTagsForResourceCommand,
  PutStoredQueryCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { givenConfig, refusalOf } from './given.ts';

const StoredQuery = { QueryName: 'buckets', Expression: "SELECT resourceId WHERE resourceType = 'AWS::S3::Bucket'" };

describe('a stored query', () => {
  it('is kept by name until it is deleted', async () => {
    const { client } = await givenConfig();
    const get = () => client.send(new GetStoredQueryCommand({ QueryName: 'buckets' }));

    const { QueryArn } = await client.send(new PutStoredQueryCommand({ StoredQuery }));
    const { StoredQueryMetadata } = await client.send(new ListStoredQueriesCommand({}));
    const found = await get();
    await client.send(new DeleteStoredQueryCommand({ QueryName: 'buckets' }));

    expect(StoredQueryMetadata).toMatchObject([{ QueryName: 'buckets', QueryArn }]);
    expect(found.StoredQuery).toMatchObject(StoredQuery);
    expect(await refusalOf(get())).toBe('ResourceNotFoundException');
  });

  it('is refused when it is no query', async () => {
    const { client } = await givenConfig();
    const put = client.send(new PutStoredQueryCommand({ StoredQuery: { ...StoredQuery, Expression: 'SELECT' } }));

    expect(await refusalOf(put)).toBe('InvalidExpressionException');
  });

  it('has tags', async () => {
    const { client } = await givenConfig();
    const { QueryArn: ResourceArn } = await client.send(
      new PutStoredQueryCommand({ StoredQuery, Tags: [{ Key: 'team', Value: 'a' }] }),
    );
    const tags = async () => (await client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;

    await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'stage', Value: 'prod' }] }));
    const both = await tags();
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['team', 'none'] }));
    const strange = new TagResourceCommand({ ResourceArn, Tags: [{ Key: '!', Value: '' }] });
    const unknown = new ListTagsForResourceCommand({ ResourceArn: `${ResourceArn}-none` });

    expect(both).toEqual([
      { Key: 'team', Value: 'a' },
      { Key: 'stage', Value: 'prod' },
    ]);
    expect(await tags()).toEqual([{ Key: 'stage', Value: 'prod' }]);
    expect(await refusalOf(client.send(strange))).toBe('ValidationException');
    expect(await refusalOf(client.send(unknown))).toBe('ResourceNotFoundException');
  });
});
