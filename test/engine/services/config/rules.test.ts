import {
  type ComplianceType,
  DeleteConfigRuleCommand,
  DescribeComplianceByConfigRuleCommand,
  DescribeComplianceByResourceCommand,
  DescribeConfigRulesCommand,
  GetComplianceDetailsByConfigRuleCommand,
  GetComplianceDetailsByResourceCommand,
  GetComplianceSummaryByConfigRuleCommand,
  PutConfigRuleCommand,
  PutEvaluationsCommand,
  StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { givenRecorder, NOW, refusalOf } from './given.ts';

interface RuleEvent {
  readonly invokingEvent: string;
  readonly resultToken: string;
  readonly eventLeftScope: boolean;
}

async function givenRule() {
  const given = await givenRecorder();
  const { client, invoked, parts } = given;
  await given.rule('small');
  const events = async () => {
    await parts.clock.idle();
    return invoked.map(({ payload }) => JSON.parse(payload) as RuleEvent);
  };
  return {
    ...given,
    events,
    /** Answers the latest invocation. */
    async judge(ResourceId: string, verdict: ComplianceType, { at = NOW, Annotation = 'why', TestMode = false } = {}) {
      const event = (await events()).at(-1)!;
      return client.send(
        new PutEvaluationsCommand({
          ResultToken: event.resultToken,
          TestMode,
          Evaluations: [
            {
              ComplianceResourceType: 'AWS::S3::Bucket',
              ComplianceResourceId: ResourceId,
              ComplianceType: verdict,
              Annotation,
              OrderingTimestamp: new Date(at),
            },
          ],
        }),
      );
    },
    async compliance() {
      const { ComplianceByConfigRules } = await client.send(new DescribeComplianceByConfigRuleCommand({}));
      return ComplianceByConfigRules?.[0]?.Compliance;
    },
  };
}

describe('a Config rule of one’s own', () => {
  it('is handed each change of a resource it is about, as AWS hands it', async () => {
    const { events, invoked, put } = await givenRule();

    await put('a', { size: 1 });

    const [event] = await events();
    expect(invoked[0]).toMatchObject({
      kind: 'lambda',
      target: 'arn:aws:lambda:us-east-1:123456789012:function:judge',
      attributes: { principal: 'config.amazonaws.com' },
    });
    expect(event).toMatchObject({
      version: '1.0',
      ruleParameters: '{"limit":"3"}',
      eventLeftScope: false,
      configRuleName: 'small',
      accountId: '123456789012',
    });
    expect(JSON.parse(event!.invokingEvent)).toMatchObject({
      messageType: 'ConfigurationItemChangeNotification',
      configurationItem: { resourceId: 'a', configurationItemStatus: 'ResourceDiscovered' },
    });
  });

  it('is told when a resource leaves its scope', async () => {
    const { events, put, rule } = await givenRule();
    await rule('tagged', { Scope: { TagKey: 'env', TagValue: 'prod' } });

    await put('a', {}, { env: 'prod' });
    await put('a', {}, { env: 'dev' });
    await put('a', {}, { env: 'test' });

    const tagged = (await events()).filter((event) => 'configRuleName' in event && event.configRuleName === 'tagged');
    expect(tagged.map(({ eventLeftScope }) => eventLeftScope)).toEqual([false, true]);
  });

  it('is asked about every resource when it is made and when somebody wants it', async () => {
    const { client, events, put, rule } = await givenRule();
    await put('a', {});
    await put('b', {});
    const before = (await events()).length;

    await rule('later');
    expect(await events()).toHaveLength(before + 2);
    await client.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ['later'] }));
    expect(await events()).toHaveLength(before + 4);
  });

  it('is described with its id, ARN and state, and gone with its verdicts when deleted', async () => {
    const { client, judge, put } = await givenRule();
    await put('a', {});
    await judge('a', 'COMPLIANT');
    const describeRules = () => client.send(new DescribeConfigRulesCommand({ ConfigRuleNames: ['small'] }));

    const { ConfigRules } = await describeRules();
    expect(ConfigRules).toMatchObject([
      {
        ConfigRuleName: 'small',
        ConfigRuleId: expect.stringMatching(/^config-rule-[a-z0-9]{6}$/),
        ConfigRuleArn: expect.stringContaining(':config-rule/config-rule-'),
        ConfigRuleState: 'ACTIVE',
      },
    ]);
    await client.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'small' }));
    expect(await refusalOf(describeRules())).toBe('NoSuchConfigRuleException');
    const left = await client.send(new DescribeComplianceByResourceCommand({}));
    expect(left.ComplianceByResources).toEqual([]);
  });

  it('is refused with broken parameters or a Guard policy', async () => {
    const { rule } = await givenRule();

    expect(await refusalOf(rule('r', { InputParameters: '{' }))).toBe('InvalidParameterValueException');
    expect(await refusalOf(rule('r', { Source: { Owner: 'CUSTOM_POLICY' } }))).toBe('InvalidParameterValueException');
  });
});

describe('compliance', () => {
  it('is what the rule’s function says, and no data before', async () => {
    const { compliance, judge, put } = await givenRule();

    expect(await compliance()).toEqual({ ComplianceType: 'INSUFFICIENT_DATA' });
    await put('a', {});
    await judge('a', 'COMPLIANT');
    expect(await compliance()).toEqual({ ComplianceType: 'COMPLIANT' });
    await judge('b', 'NON_COMPLIANT');
    expect(await compliance()).toEqual({
      ComplianceType: 'NON_COMPLIANT',
      ComplianceContributorCount: { CappedCount: 1, CapExceeded: false },
    });
    await judge('b', 'NOT_APPLICABLE');
    expect(await compliance()).toEqual({ ComplianceType: 'COMPLIANT' });
  });

  it('is shown by rule and by resource, with what decided', async () => {
    const { client, judge, put } = await givenRule();
    await put('a', {});
    await judge('a', 'NON_COMPLIANT', { Annotation: 'too large' });

    const byRule = await client.send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'small' }));
    const byResource = await client.send(
      new GetComplianceDetailsByResourceCommand({ ResourceType: 'AWS::S3::Bucket', ResourceId: 'a' }),
    );
    const resources = await client.send(
      new DescribeComplianceByResourceCommand({ ComplianceTypes: ['NON_COMPLIANT'] }),
    );
    const { ComplianceSummary } = await client.send(new GetComplianceSummaryByConfigRuleCommand({}));

    const result = { ComplianceType: 'NON_COMPLIANT', Annotation: 'too large', ResultRecordedTime: new Date(NOW) };
    expect(byRule.EvaluationResults).toMatchObject([result]);
    expect(byResource.EvaluationResults).toMatchObject([result]);
    expect(resources.ComplianceByResources).toMatchObject([{ ResourceId: 'a' }]);
    expect(ComplianceSummary?.NonCompliantResourceCount).toEqual({ CappedCount: 1, CapExceeded: false });
  });

  it('is counted up to 25 rules in the summary of rules', async () => {
    const { client, put } = await givenRecorder();
    await put('a', {});
    for (let number = 0; number < 27; number++) {
      await client.send(
        new PutConfigRuleCommand({
          ConfigRule: {
            ConfigRuleName: `versioned-${number}`,
            Source: { Owner: 'AWS', SourceIdentifier: 'S3_BUCKET_VERSIONING_ENABLED' },
          },
        }),
      );
    }
    const { ComplianceSummary } = await client.send(new GetComplianceSummaryByConfigRuleCommand({}));
    expect(ComplianceSummary?.NonCompliantResourceCount).toEqual({ CappedCount: 25, CapExceeded: true });
    const nameless = client.send(new DescribeComplianceByResourceCommand({ ResourceId: 'a' }));
    expect(await refusalOf(nameless)).toBe('InvalidParameterValueException');
  });

  it('is not changed by a verdict on an earlier item, nor in test mode', async () => {
    const { compliance, judge, put } = await givenRule();
    await put('a', {});
    await judge('a', 'COMPLIANT');

    await judge('a', 'NON_COMPLIANT', { at: NOW - 1 });
    await judge('a', 'NON_COMPLIANT', { at: NOW + 1, TestMode: true });

    expect(await compliance()).toEqual({ ComplianceType: 'COMPLIANT' });
  });

  it('that changes is told on the bus, with the verdict before', async () => {
    const { judge, put, told } = await givenRule();
    await put('a', {});
    await judge('a', 'COMPLIANT');
    await judge('a', 'COMPLIANT', { at: NOW + 1 });
    await judge('a', 'NON_COMPLIANT', { at: NOW + 2 });

    const changes = told
      .filter(({ detailType }) => detailType === 'Config Rules Compliance Change')
      .map(({ detail }) => JSON.parse(detail) as Record<string, { complianceType?: string } | undefined>);
    expect(
      changes.map((each) => [each.oldEvaluationResult?.complianceType, each.newEvaluationResult?.complianceType]),
    ).toEqual([
      [undefined, 'COMPLIANT'],
      ['COMPLIANT', 'NON_COMPLIANT'],
    ]);
  });

  it('takes no verdict under a made-up token, and none it gives itself', async () => {
    const { client, judge, put } = await givenRule();
    await put('a', {});

    expect(await refusalOf(judge('a', 'INSUFFICIENT_DATA'))).toBe('InvalidParameterValueException');
    const verdict = {
      ComplianceResourceType: 'AWS::S3::Bucket',
      ComplianceResourceId: 'a',
      ComplianceType: 'COMPLIANT',
      OrderingTimestamp: new Date(NOW),
    } as const;
    const answer = (ResultToken: string, Evaluations: (typeof verdict)[]) =>
      refusalOf(client.send(new PutEvaluationsCommand({ ResultToken, Evaluations })));
    expect(await answer('made up', [verdict])).toBe('InvalidResultTokenException');
    expect(await answer('made up', [])).toBe('InvalidParameterValueException');
  });
});
