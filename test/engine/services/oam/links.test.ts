import { describe, expect, it } from 'vitest';
import { arnOf, givenSink, LOG_GROUPS, METRICS, MONITORING, policyFor, SOURCE } from './given.ts';

const there = { account: MONITORING, region: 'us-east-1' };

describe('a link', () => {
  it('is made by the source, shown, listed, changed and deleted there', async () => {
    const { monitoring, source, sinkArn, link } = await givenSink();

    const made = await source('CreateLink', link({ Tags: { env: 'prod' } }));
    const arn = arnOf(made);
    const again = await source('CreateLink', link());
    const changed = await source('UpdateLink', { Identifier: arn, ResourceTypes: [LOG_GROUPS, METRICS] });
    const shown = await source('GetLink', { Identifier: arn, IncludeTags: true });
    const listed = await source('ListLinks');
    const theirs = await monitoring('GetLink', { Identifier: arn });

    const own = { Arn: arn, Id: arn.split('/')[1], Label: `app ${SOURCE}`, SinkArn: sinkArn };
    expect(arn).toMatch(/^arn:aws:oam:us-east-1:444455556666:link\/[0-9a-f-]{36}$/);
    expect(made).toEqual({
      ...own,
      LabelTemplate: 'app $AccountName',
      ResourceTypes: [LOG_GROUPS],
      Tags: { env: 'prod' },
    });
    expect(again).toMatch(/^ConflictException: /);
    expect(changed).toMatchObject({ ...own, ResourceTypes: [LOG_GROUPS, METRICS] });
    expect(shown).toMatchObject({ ...own, ResourceTypes: [LOG_GROUPS, METRICS], Tags: { env: 'prod' } });
    expect(listed).toEqual({ Items: [{ ...own, ResourceTypes: [LOG_GROUPS, METRICS] }] });
    expect(theirs).toMatch(/^ResourceNotFoundException: /);
    expect(await source('DeleteLink', { Identifier: arn })).toEqual({});
    expect(await source('ListLinks')).toEqual({ Items: [] });
  });

  it('goes to a sink that is there, of another account and of the same region', async () => {
    const { as, monitoring, source, link, sinkArn } = await givenSink();
    const refused = /^InvalidParameterException: /;

    expect(await source('CreateLink', link({ SinkIdentifier: sinkArn.replace(/.$/, 'x') }))).toMatch(refused);
    expect(await source('CreateLink', link({ SinkIdentifier: 'central' }))).toMatch(refused);
    expect(await monitoring('CreateLink', link())).toMatch(refused);
    expect(await as(SOURCE, 'eu-west-1')('CreateLink', link())).toMatch(refused);
  });

  it('is one of at most five of its account', async () => {
    const { as, source, link } = await givenSink();
    const answers = [await source('CreateLink', link())];

    for (let account = 100000000001; account <= 100000000005; account += 1) {
      const owner = as(String(account));
      const SinkIdentifier = arnOf(await owner('CreateSink', { Name: 's' }));
      await owner('PutSinkPolicy', { SinkIdentifier, Policy: policyFor(['*'], [LOG_GROUPS]) });
      answers.push(await source('CreateLink', link({ SinkIdentifier })));
    }

    expect(answers.slice(0, 5).map((answer) => typeof answer)).toEqual(Array(5).fill('object'));
    expect(answers[5]).toMatch(/^ServiceQuotaExceededException: /);
  });

  const statement = (more: object) =>
    JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...more } });
  const only = (types: string | string[], operator = 'ForAllValues:StringEquals') => ({
    Condition: { [operator]: { 'oam:ResourceTypes': types } },
  });

  it.each<[what: string, policy: string, allowed: boolean]>([
    ['names the account', policyFor([SOURCE], [LOG_GROUPS]), true],
    ['names its root', policyFor([`arn:aws:iam::${SOURCE}:root`], [LOG_GROUPS]), true],
    ['names another', policyFor(['777788889999'], [LOG_GROUPS]), false],
    ['allows other types', policyFor([SOURCE], [METRICS]), false],
    ['allows everyone everything', statement({}), true],
    ['allows another action', statement({ Action: 'oam:UpdateLink' }), false],
    ['allows actions by their beginning', statement({ Action: 'oam:Create*' }), true],
    ['is about another sink', statement({ Resource: 'arn:aws:oam:us-east-1:111122223333:sink/x' }), false],
    ['names an organization', statement({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } } }), true],
    [
      'names an account by condition',
      statement({ Condition: { StringEquals: { 'aws:PrincipalAccount': SOURCE } } }),
      true,
    ],
    [
      'has a condition nobody knows',
      statement({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
      false,
    ],
    ['has members of other kinds', statement({ Action: 5, Principal: { AWS: [7] }, Condition: { Bool: null } }), false],
    ['spells the action in another case', statement({ Action: 'OAM:createlink' }), true],
    ['wants the types by their beginning', statement(only('AWS::Logs::*', 'ForAllValues:StringLike')), true],
    ['takes a star for itself', statement(only('AWS::Logs::*')), false],
    ['has an operator nobody knows', statement(only(LOG_GROUPS, 'ForAllValues:StringEqualsIfExists')), false],
    ['wants any of the types', statement(only([METRICS, LOG_GROUPS], 'ForAnyValue:StringEquals')), true],
    ['wants none of the types', statement(only(METRICS, 'ForAllValues:StringNotEquals')), true],
    [
      'denies what it allows',
      JSON.stringify({
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
          { Effect: 'Deny', Principal: { AWS: SOURCE }, Action: 'oam:*', Resource: '*' },
        ],
      }),
      false,
    ],
  ])('is let in or not by a policy that %s', async (_, policy, allowed) => {
    const { source, link } = await givenSink(policy);

    const answer = await source('CreateLink', link());

    expect(answer).toEqual(
      allowed ? expect.anything() : expect.stringMatching(/^AccessDeniedException: .*oam:CreateLink on resource: /),
    );
    expect(typeof answer).toBe(allowed ? 'object' : 'string');
  });

  it('is changed only to what the policy allows', async () => {
    const { source, link } = await givenSink(policyFor([SOURCE], [LOG_GROUPS]));
    const arn = arnOf(await source('CreateLink', link()));

    const answer = await source('UpdateLink', { Identifier: arn, ResourceTypes: [LOG_GROUPS, METRICS] });

    expect(answer).toMatch(/^AccessDeniedException: .*oam:UpdateLink/);
  });
});

describe('what a link shares', () => {
  const filtered = (Filter: string) => ({ LinkConfiguration: { LogGroupConfiguration: { Filter } } });

  it('are log groups, where its types have them', async () => {
    const { ports, source, link } = await givenSink();
    const before = ports.sources(there);

    const arn = arnOf(await source('CreateLink', link()));
    const shared = [ports.sources(there), ports.shares(there, SOURCE, 'app')];
    await source('UpdateLink', { Identifier: arn, ResourceTypes: [METRICS] });
    const unshared = [ports.sources(there), ports.shares(there, SOURCE, 'app')];

    expect([before, ...shared]).toEqual([[], [SOURCE], true]);
    expect(unshared).toEqual([[], false]);
    expect(ports.shares({ ...there, region: 'eu-west-1' }, SOURCE, 'app')).toBe(false);
    expect(ports.shares({ ...there, account: SOURCE }, MONITORING, 'app')).toBe(false);
  });

  // The examples of LogGroupConfiguration in the API reference, and what can be made of its operators.
  it.each<[filter: string, shared: string[]]>([
    ["LogGroupName IN ('one', 'two')", ['one', 'two']],
    ["LogGroupName NOT IN ('one', 'two')", ['aws/lambda/f', 'AWSLogs']],
    ["LogGroupName LIKE 'aws/lambda/%' OR LogGroupName LIKE 'AWSLogs%'", ['aws/lambda/f', 'AWSLogs']],
    ["LogGroupName = 'one'", ['one']],
    ["LogGroupName != 'one'", ['two', 'aws/lambda/f', 'AWSLogs']],
    [
      "LogGroupName NOT LIKE 'aws%' AND LogGroupName != 'two' OR LogGroupName='aws/lambda/f'",
      ['one', 'aws/lambda/f', 'AWSLogs'],
    ],
  ])('are, of %s, these', async (filter, shared) => {
    const { ports, source, link } = await givenSink();

    await source('CreateLink', link(filtered(filter)));

    expect(['one', 'two', 'aws/lambda/f', 'AWSLogs'].filter((name) => ports.shares(there, SOURCE, name))).toEqual(
      shared,
    );
  });

  it('are all again once the filter is put as *', async () => {
    const { ports, source, link } = await givenSink();
    const made = await source('CreateLink', link(filtered("LogGroupName = 'one'")));
    const Identifier = arnOf(made);

    await source('UpdateLink', { Identifier, ResourceTypes: [LOG_GROUPS, METRICS] });
    const kept = ports.shares(there, SOURCE, 'two');
    const changed = await source('UpdateLink', { Identifier, ResourceTypes: [LOG_GROUPS], ...filtered('*') });

    expect(made).toMatchObject(filtered("LogGroupName = 'one'"));
    expect([kept, ports.shares(there, SOURCE, 'two')]).toEqual([false, true]);
    expect(changed).not.toHaveProperty('LinkConfiguration');
  });

  it.each([
    "Namespace = 'x'",
    'LogGroupName = one',
    "LogGroupName LIKE 'one'",
    "LogGroupName LIKE '%one%'",
    "LogGroupName IN 'one'",
    "LogGroupName = 'one' AND",
    "LogGroupName = 'one' LogGroupName = 'two'",
    "LogGroupName = 'one",
    Array.from({ length: 7 }, () => "LogGroupName = 'one'").join(' OR '),
  ])('are not told by %s', async (filter) => {
    const { source, link } = await givenSink();

    expect(await source('CreateLink', link(filtered(filter)))).toMatch(
      /^InvalidParameterException: The filter is not valid/,
    );
  });
});
