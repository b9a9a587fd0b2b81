import { type ConfigRule, ConfigServiceClient, PutConfigRuleCommand } from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';
import { givenConfig, refusalOf } from './given.ts';

const managed = { Owner: 'AWS', SourceIdentifier: 'ENCRYPTED_VOLUMES' } as const;
const own = {
  Owner: 'CUSTOM_LAMBDA',
  SourceIdentifier: 'arn:aws:lambda:us-east-1:123456789012:function:judge',
  SourceDetails: [{ EventSource: 'aws.config', MessageType: 'ConfigurationItemChangeNotification' }],
} satisfies ConfigRule['Source'];

describe('a Config rule', () => {
  it.each<[string, Partial<ConfigRule>, string]>([
    ['with an ARN when it is new', { ConfigRuleArn: 'arn' }, 'ConfigRule Arn and Id can not be specified'],
    ['in another state than active', { ConfigRuleState: 'DELETING' }, 'The ConfigRuleState DELETING is invalid'],
    ['that says who made it', { CreatedBy: 'me' }, 'AWS Config populates the CreatedBy field'],
    ['with parameters that are not JSON', { InputParameters: '{' }, 'Invalid json { passed'],
    ['with parameters it does not have', { InputParameters: '{"no":1}' }, 'inputParameters: {"no":1}'],
    [
      'without parameters it must have',
      { Source: { Owner: 'AWS', SourceIdentifier: 'CLOUDWATCH_ALARM_ACTION_CHECK' } },
      '[alarmActionRequired, insufficientDataActionRequired, okActionRequired] is not present',
    ],
    ['with a tag’s value alone', { Scope: { TagValue: 'v' } }, 'Tag key should not be empty'],
    [
      'about tags and types',
      { Scope: { TagKey: 'k', ComplianceResourceTypes: ['AWS::S3::Bucket'] } },
      'Scope cannot be applied to both resource and tag',
    ],
    ['about a resource without its type', { Scope: { ComplianceResourceId: 'b' } }, 'A single resourceType should be'],
    ['of AWS with triggers', { Source: { ...own, ...managed } }, 'SourceDetails should be null/empty'],
    ['of one’s own without triggers', { Source: { ...own, SourceDetails: [] } }, 'SourceDetails should be provided'],
    [
      'asked on changes now and then',
      { Source: { ...own, SourceDetails: [{ ...own.SourceDetails[0]!, MaximumExecutionFrequency: 'One_Hour' }] } },
      'A maximum execution frequency is not allowed',
    ],
    ['of Guard', { Source: { Owner: 'CUSTOM_POLICY' } }, 'does not evaluate Guard rules (CUSTOM_POLICY)'],
  ])('is refused %s', async (_, rule, reason) => {
    const { client } = await givenConfig();

    const put = client.send(
      new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'r', Source: managed, ...rule } }),
    );

    await expect(put).rejects.toThrow(reason);
  });

  it('is refused where Config may not invoke its function', async () => {
    const running = await engine();
    const client = new ConfigServiceClient(clientOptions(running));

    const put = client.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'r', Source: own } }));

    expect(await refusalOf(put)).toBe('InsufficientPermissionsException');
    client.destroy();
  });
});
