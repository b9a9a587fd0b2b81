import { readdirSync } from 'node:fs';
import {
  ConfigServiceClient,
  GetComplianceDetailsByConfigRuleCommand,
  GetComplianceDetailsByResourceCommand,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  PutEvaluationsCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigurationItem } from '../../core/configuration-item/index.ts';
import { configRules } from '../../rules/catalogue.ts';
import { sharedData, sharedJson, sharedPath } from '../support/shared.ts';
import { context, givenHandlers, NOW } from './given.ts';

const { served, calls } = await givenHandlers();
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
          SourceDetails: rule.triggers.map((trigger) => ({ EventSource: 'aws.config', ...trigger })),
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

    expect(answers).toEqual([{ NOT_APPLICABLE: 1 }]);
  });

  it('fetches an item that was too large to be told', async () => {
    const large = item(rule.violates[0]!, 'large');
    const { record } = served.services.config.ports;
    record({ ...large, supplementaryConfiguration: { Padding: 'x'.repeat(300_000) } });
    await served.parts.clock.idle();

    const [payload = ''] = invocations.splice(0);
    const answer = await handler(JSON.parse(payload) as Input, context);

    expect(payload).toContain('OversizedConfigurationItemChangeNotification');
    expect(answer).toEqual({ NON_COMPLIANT: 1 });
  });

  it('judges everything there is when it is time, in hundreds, and takes back what it said of resources that are gone', async () => {
    const { record } = served.services.config.ports;
    for (let n = 0; n < 130; n++) record(item(n % 2 ? rule.complies[0]! : rule.violates[0]!, `many-${n}`));
    await served.parts.clock.idle();
    const token = (JSON.parse(invocations.splice(0).at(-1)!) as { resultToken: string }).resultToken;
    await config.send(
      new PutEvaluationsCommand({
        ResultToken: token,
        Evaluations: [
          {
            ComplianceResourceType: 'AWS::S3::Bucket',
            ComplianceResourceId: 'never-was',
            ComplianceType: 'NON_COMPLIANT',
            OrderingTimestamp: new Date(NOW - 1000),
          },
        ],
      }),
    );
    const before = calls.length;

    const answer = await handler(
      {
        invokingEvent: JSON.stringify({
          messageType: 'ScheduledNotification',
          notificationCreationTime: new Date(NOW + 1000).toISOString(),
        }),
        ruleParameters: JSON.stringify({ rule: rule.id }),
        resultToken: token,
        configRuleName: rule.id,
      } as unknown as Input,
      context,
    );

    expect(answer).toEqual({ COMPLIANT: 66, NON_COMPLIANT: 66, NOT_APPLICABLE: 1 });
    expect(calls.slice(before).filter(({ operation }) => operation === 'PutEvaluations')).toHaveLength(2);
  });

  it('only tries its verdict when nobody waits for it', async () => {
    const event = {
      invokingEvent: JSON.stringify({
        messageType: 'ConfigurationItemChangeNotification',
        configurationItem: item(rule.violates[0]!, 'tried'),
      }),
      ruleParameters: JSON.stringify({ rule: rule.id }),
    };

    const answer = await handler(event as unknown as Input, context);
    const { EvaluationResults } = await config.send(
      new GetComplianceDetailsByResourceCommand({ ResourceType: 'AWS::S3::Bucket', ResourceId: 'tried' }),
    );

    expect(answer).toEqual({ NON_COMPLIANT: 1 });
    expect(EvaluationResults).toEqual([]);
  });

  it.skipIf(!sharedData)('handles every event of AWS there is a sample of', async () => {
    const folder = 'config/rule-events/tests/data/config';
    const files = readdirSync(sharedPath(folder)).filter((file) => file.endsWith('.json'));
    const samples = [
      ...files.map((file) => `${folder}/${file}`),
      ...[0, 2].map((n) => `config/docs_samples/evaluate-config_develop-rules_example-events-${n}.json`),
    ];

    const ends = await Promise.all(
      samples.map(async (sample) => {
        const given = sharedJson<Record<string, unknown>>(sample);
        if (typeof given.invokingEvent !== 'string') return 'no event';
        const tried = { ...given, ruleParameters: JSON.stringify({ rule: rule.id }), resultToken: 'TESTMODE' };
        return Object.keys(await handler(tried as unknown as Input, context)).join();
      }),
    );

    expect(ends.filter((end) => end === 'no event')).toHaveLength(12);
    expect(ends.filter((end) => end !== 'no event').every((end) => /COMPLIANT|NOT_APPLICABLE/.test(end))).toBe(true);
  });

  it.skipIf(!sharedData)('wants an item it cannot find to be asked again', async () => {
    const oversized = sharedJson<object>('config/docs_samples/evaluate-config_develop-rules_example-events-1.json');
    const event = { ...oversized, ruleParameters: JSON.stringify({ rule: rule.id }), resultToken: 'TESTMODE' };

    await expect(handler(event as unknown as Input, context)).rejects.toThrow('has not been discovered');
  });
});
