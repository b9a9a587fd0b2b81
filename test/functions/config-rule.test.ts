import {
  ConfigServiceClient,
  GetComplianceDetailsByConfigRuleCommand,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigurationItem } from '../../core/configuration-item/index.ts';
import { configRules } from '../../rules/catalogue.ts';
import { context, givenHandlers, NOW } from './given.ts';

const { served } = await givenHandlers();
const { handler } = await import('../../functions/config-rule.ts');

type Input = Parameters<typeof handler>[0];

const rule = configRules.find(({ id }) => id === 's3-bucket-blocks-public-access')!;
const config = new ConfigServiceClient(served.config);
const invocations: string[] = [];

const item = (example: (typeof rule.complies)[number], resourceId: string): ConfigurationItem => ({
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: new Date(NOW).toISOString(),
  configurationStateId: NOW,
  awsAccountId: '123456789012',
  configurationItemStatus: 'OK',
  awsRegion: 'us-east-1',
  relatedEvents: [],
  relationships: [],
  tags: {},
  supplementaryConfiguration: {},
  ...example,
  resourceId,
});

beforeAll(async () => {
  served.parts.deliveries.by('lambda', async ({ payload }) => void invocations.push(payload));
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: 'default', roleARN: 'r' } }));
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: 'b' } }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
  await config.send(
    new PutConfigRuleCommand({
      ConfigRule: {
        ConfigRuleName: rule.id,
        Scope: { ComplianceResourceTypes: [...rule.resourceTypes] },
        InputParameters: JSON.stringify({ rule: rule.id }),
        Source: {
          Owner: 'CUSTOM_LAMBDA',
          SourceIdentifier: 'arn:aws:lambda:us-east-1:123456789012:function:f',
          SourceDetails: [{ EventSource: 'aws.config', MessageType: 'ConfigurationItemChangeNotification' }],
        },
      },
    }),
  );
});

describe('the Config rule handler', () => {
  it('judges each changed resource by the rule the parameters name, and tells Config', async () => {
    const { record } = served.services.config.ports;
    record(item(rule.complies[0]!, 'closed'));
    record(item(rule.violates[0]!, 'open'));
    await served.parts.clock.idle();

    for (const payload of invocations.splice(0)) await handler(JSON.parse(payload) as Input, context);
    const { EvaluationResults } = await config.send(
      new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: rule.id }),
    );

    expect(
      EvaluationResults?.map(({ ComplianceType, EvaluationResultIdentifier, Annotation }) => [
        EvaluationResultIdentifier?.EvaluationResultQualifier?.ResourceId,
        ComplianceType,
        Annotation,
      ]),
    ).toEqual([
      ['closed', 'COMPLIANT', undefined],
      ['open', 'NON_COMPLIANT', expect.stringContaining('Not set')],
    ]);
  });

  it('takes a verdict back when the resource is gone', async () => {
    served.services.config.ports.record({
      ...item(rule.violates[0]!, 'open'),
      configurationItemStatus: 'ResourceDeleted',
      configuration: null,
    });
    await served.parts.clock.idle();

    const answers = [];
    for (const payload of invocations.splice(0)) answers.push(await handler(JSON.parse(payload) as Input, context));

    expect(answers).toEqual([{ compliance: 'NOT_APPLICABLE' }]);
  });
});
