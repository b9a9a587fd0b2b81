import { describe, expect, it } from 'vitest';
import { arnOf, givenOam, givenSink, LOG_GROUPS, MONITORING, policyFor, SOURCE } from './given.ts';

describe('a sink', () => {
  it('is made once in an account and region, shown, listed and deleted', async () => {
    const { as, monitoring } = await givenOam();

    const made = await monitoring('CreateSink', { Name: 'central', Tags: { team: 'audit' } });
    const arn = arnOf(made);
    const again = await monitoring('CreateSink', { Name: 'other' });
    const elsewhere = await as(MONITORING, 'eu-west-1')('CreateSink', { Name: 'central' });
    const plain = await monitoring('GetSink', { Identifier: arn });
    const tagged = await monitoring('GetSink', { Identifier: arn, IncludeTags: true });
    const listed = await monitoring('ListSinks');
    const deleted = await monitoring('DeleteSink', { Identifier: arn });

    const Id = arn.split('/')[1];
    expect(arn).toMatch(/^arn:aws:oam:us-east-1:111122223333:sink\/[0-9a-f-]{36}$/);
    expect(made).toEqual({ Arn: arn, Id, Name: 'central', Tags: { team: 'audit' } });
    expect(again).toMatch(/^ServiceQuotaExceededException: /);
    expect(arnOf(elsewhere)).toContain(':eu-west-1:');
    expect(plain).toEqual({ Arn: arn, Id, Name: 'central' });
    expect(tagged).toEqual({ Arn: arn, Id, Name: 'central', Tags: { team: 'audit' } });
    expect(listed).toEqual({ Items: [{ Arn: arn, Id, Name: 'central' }] });
    expect(deleted).toEqual({});
    expect(await monitoring('ListSinks')).toEqual({ Items: [] });
  });

  it('belongs to its account alone', async () => {
    const { monitoring, source, sinkArn } = await givenSink();

    const theirs = await source('GetSink', { Identifier: sinkArn });
    const none = await monitoring('GetSink', { Identifier: sinkArn.replace(/.$/, 'x') });

    expect(theirs).toMatch(/^ResourceNotFoundException: /);
    expect(none).toMatch(/^ResourceNotFoundException: /);
  });

  it('has a policy, which must be JSON with statements', async () => {
    const { monitoring, sinkArn } = await givenSink();
    const policy = policyFor([SOURCE], [LOG_GROUPS]);
    const put = (Policy: string) => monitoring('PutSinkPolicy', { SinkIdentifier: sinkArn, Policy });

    const answer = await put(policy);
    const shown = await monitoring('GetSinkPolicy', { SinkIdentifier: sinkArn });
    const refused = [await put('{'), await put('{"Statement":[null]}')];

    const expected = { SinkArn: sinkArn, SinkId: sinkArn.split('/')[1], Policy: policy };
    expect([answer, shown]).toEqual([expected, expected]);
    expect(refused).toEqual([
      expect.stringMatching(/^InvalidParameterException: /),
      expect.stringMatching(/^InvalidParameterException: /),
    ]);
  });

  it('shows the links to it, and stays while there are any', async () => {
    const { monitoring, source, sinkArn, link } = await givenSink();
    const linkArn = arnOf(await source('CreateLink', link()));

    const attached = await monitoring('ListAttachedLinks', { SinkIdentifier: sinkArn });
    const kept = await monitoring('DeleteSink', { Identifier: sinkArn });
    await source('DeleteLink', { Identifier: linkArn });
    const deleted = await monitoring('DeleteSink', { Identifier: sinkArn });

    expect(attached).toEqual({
      Items: [{ LinkArn: linkArn, Label: `app ${SOURCE}`, ResourceTypes: [LOG_GROUPS] }],
    });
    expect(kept).toMatch(/^ConflictException: /);
    expect(deleted).toEqual({});
  });

  it('says what its request lacks and what is wrong with it by codes of its own', async () => {
    const { monitoring } = await givenOam();

    expect(await monitoring('CreateSink', {})).toMatch(/^MissingRequiredParameterException: .*'name'/i);
    expect(await monitoring('CreateSink', { Name: 'a b' })).toMatch(/^InvalidParameterException: .*'a b'/);
    expect(await monitoring('tags/nothing', {}, 'GET')).toMatch(/^ValidationException: /);
  });

  it('is tagged, up to fifty times', async () => {
    const { monitoring, sinkArn } = await givenSink();
    const path = `tags/${encodeURIComponent(sinkArn)}`;
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v']));

    await monitoring(path, { Tags: { team: 'audit', env: 'prod' } }, 'PUT');
    await monitoring(`${path}?tagKeys=env`, {}, 'DELETE');
    const shown = await monitoring(path, {}, 'GET');
    const tooMany = await monitoring(path, { Tags: many }, 'PUT');

    expect(shown).toEqual({ Tags: { team: 'audit' } });
    expect(tooMany).toMatch(/^TooManyTagsException: /);
  });
});
