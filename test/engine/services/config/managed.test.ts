import {
  DeleteConfigRuleCommand,
  DescribeComplianceByConfigRuleCommand,
  DescribeConfigRuleEvaluationStatusCommand,
  GetComplianceDetailsByConfigRuleCommand,
  PutConfigRuleCommand,
  PutResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { givenRecorder, refusalOf } from './given.ts';

const DAY = 86_400_000;

async function given() {
  const recorder = await givenRecorder();
  const { client } = recorder;
  return {
    ...recorder,
    managed: (SourceIdentifier: string, more: object = {}) =>
      client.send(
        new PutConfigRuleCommand({
          ConfigRule: { ConfigRuleName: 'rule', Source: { Owner: 'AWS', SourceIdentifier }, ...more },
        }),
      ),
    item: (resourceType: string, resourceId: string, configuration: object) =>
      client.send(
        new PutResourceConfigCommand({
          ResourceType: resourceType,
          ResourceId: resourceId,
          SchemaVersionId: '1',
          Configuration: JSON.stringify(configuration),
        }),
      ),
    details: async () => {
      const { EvaluationResults = [] } = await client.send(
        new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'rule' }),
      );
      return EvaluationResults.map(({ EvaluationResultIdentifier: id, ComplianceType, Annotation }) => [
        id?.EvaluationResultQualifier?.ResourceId,
        ComplianceType,
        Annotation,
      ]);
    },
    state: async () => {
      const { ComplianceByConfigRules = [] } = await client.send(new DescribeComplianceByConfigRuleCommand({}));
      return ComplianceByConfigRules.map(({ Compliance }) => Compliance?.ComplianceType);
    },
  };
}

describe('a managed rule', () => {
  it('judges what is there when it is made, and each change after', async () => {
    const { managed, item, details } = await given();
    await item('AWS::EC2::Volume', 'vol-1', { encrypted: false });
    await managed('ENCRYPTED_VOLUMES');
    expect(await details()).toEqual([['vol-1', 'NON_COMPLIANT', 'The volume is not encrypted.']]);
    await item('AWS::EC2::Volume', 'vol-1', { encrypted: true });
    expect(await details()).toEqual([['vol-1', 'COMPLIANT', undefined]]);
  });

  it('is told its parameters', async () => {
    const { managed, item, details } = await given();
    await item('AWS::EC2::Instance', 'i-1', { instanceType: 't3.small' });
    await managed('DESIRED_INSTANCE_TYPE', { InputParameters: '{"instanceType":"m5.large"}' });
    expect(await details()).toEqual([['i-1', 'NON_COMPLIANT', 'The instance is a t3.small.']]);
  });

  it('judges the account anew where what its verdict hangs on changes, from the first resource on', async () => {
    const { managed, item, state } = await given();
    const policy = 'arn:aws:iam::aws:policy/AWSSupportAccess';
    const attached = { attachedManagedPolicies: [{ policyArn: policy, policyName: 'AWSSupportAccess' }] };
    await managed('IAM_POLICY_IN_USE', { InputParameters: JSON.stringify({ policyARN: policy }) });

    const states = [];
    for (const [user, configuration] of [
      ['a', {}],
      ['b', { path: '/', ...attached }],
      ['a', { path: '/other/' }],
      ['b', { path: '/' }],
    ] as const) {
      await item('AWS::IAM::User', user, configuration);
      states.push(...(await state()));
    }

    expect(states).toEqual(['NON_COMPLIANT', 'COMPLIANT', 'COMPLIANT', 'NON_COMPLIANT']);
  });

  it('keeps to its scope', async () => {
    const { managed, item, details } = await given();
    await item('AWS::EC2::Volume', 'vol-1', { encrypted: false });
    await item('AWS::EC2::Volume', 'vol-2', { encrypted: false });
    await managed('ENCRYPTED_VOLUMES', {
      Scope: { ComplianceResourceTypes: ['AWS::EC2::Volume'], ComplianceResourceId: 'vol-2' },
    });
    expect((await details()).map(([id]) => id)).toEqual(['vol-2']);
  });

  it('forgets what its scope leaves out when it is put again, and everything when it becomes another', async () => {
    const { managed, item, details } = await given();
    await item('AWS::EC2::Volume', 'vol-1', { encrypted: false });
    await item('AWS::EC2::Volume', 'vol-2', { encrypted: false });
    await managed('ENCRYPTED_VOLUMES');
    expect((await details()).map(([id]) => id)).toEqual(['vol-1', 'vol-2']);
    await managed('ENCRYPTED_VOLUMES', {
      Scope: { ComplianceResourceTypes: ['AWS::EC2::Volume'], ComplianceResourceId: 'vol-2' },
    });
    expect((await details()).map(([id]) => id)).toEqual(['vol-2']);
    await managed('CLOUD_TRAIL_ENABLED');
    expect(await details()).toEqual([]);
  });

  it('sees a certificate run out, though nobody changes it', async () => {
    const { managed, item, details, wait } = await given();
    await item('AWS::ACM::Certificate', 'c', { notAfter: '2026-03-01T00:00:00Z' });
    await managed('ACM_CERTIFICATE_EXPIRATION_CHECK');
    expect((await details())[0]?.[1]).toBe('COMPLIANT');
    await wait(60 * DAY);
    expect((await details())[0]?.[1]).toBe('NON_COMPLIANT');
  });

  it('judges again as time goes by', async () => {
    const { managed, item, details, wait } = await given();
    await item('AWS::IAM::User', 'AIDA1', { accessKeys: [{ status: 'Active', createDate: '2026-01-01T00:00:00Z' }] });
    await managed('ACCESS_KEYS_ROTATED', { InputParameters: '{"maxAccessKeyAge":"90"}' });
    expect((await details())[0]?.[1]).toBe('COMPLIANT');
    await wait(90 * DAY);
    expect((await details())[0]?.[1]).toBe('NON_COMPLIANT');
  });

  it('has insufficient data while nothing it is about is recorded', async () => {
    const { managed, state } = await given();
    await managed('CLOUD_TRAIL_ENABLED');
    expect(await state()).toEqual(['INSUFFICIENT_DATA']);
  });

  it('judges the account by all its resources', async () => {
    const { managed, item, details, client } = await given();
    await managed('MULTI_REGION_CLOUD_TRAIL_ENABLED');
    await item('AWS::CloudTrail::Trail', 'one', { isMultiRegionTrail: false });
    expect(await details()).toEqual([['123456789012', 'NON_COMPLIANT', 'No trail logs every region.']]);
    await item('AWS::CloudTrail::Trail', 'two', { isMultiRegionTrail: true });
    expect((await details())[0]?.[1]).toBe('COMPLIANT');
    await client.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'rule' }));
  });

  it('judges a resource by others, and again when one of those changes', async () => {
    const { managed, item, details } = await given();
    await managed('VPC_FLOW_LOGS_ENABLED');
    await item('AWS::EC2::VPC', 'vpc-1', { vpcId: 'vpc-1' });
    await item('AWS::EC2::VPC', 'vpc-2', { vpcId: 'vpc-2' });
    expect((await details()).map(([id, type]) => [id, type])).toEqual([
      ['vpc-1', 'NON_COMPLIANT'],
      ['vpc-2', 'NON_COMPLIANT'],
    ]);
    await item('AWS::EC2::FlowLog', 'fl-1', { resourceId: 'vpc-2', flowLogStatus: 'ACTIVE', trafficType: 'ALL' });
    expect((await details()).map(([id, type]) => [id, type])).toEqual([
      ['vpc-1', 'NON_COMPLIANT'],
      ['vpc-2', 'COMPLIANT'],
    ]);
  });

  it('says by name that it is not built in', async () => {
    const { managed, client, state } = await given();
    await managed('FRAUDDETECTOR_LABEL_TAGGED');
    const { ConfigRulesEvaluationStatus } = await client.send(new DescribeConfigRuleEvaluationStatusCommand({}));
    expect(ConfigRulesEvaluationStatus?.[0]?.LastErrorMessage).toBe(
      'trailkeeper does not evaluate FRAUDDETECTOR_LABEL_TAGGED.',
    );
    expect(await state()).toEqual(['INSUFFICIENT_DATA']);
  });

  it('is refused with parameters it does not take', async () => {
    const { managed } = await given();
    const refused = 'InvalidParameterValueException';
    expect(await refusalOf(managed('ENCRYPTED_VOLUMES', { InputParameters: '{"no":"1"}' }))).toBe(refused);
    expect(await refusalOf(managed('ACCESS_KEYS_ROTATED', { InputParameters: '{"maxAccessKeyAge":"x"}' }))).toBe(
      refused,
    );
    expect(await refusalOf(managed('DESIRED_INSTANCE_TYPE'))).toBe(refused);
    expect(await refusalOf(managed('no such rule'))).toBe(refused);
  });
});
