import {
  ConfigServiceClient,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  PutResourceConfigCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { onTestFinished } from 'vitest';
import type { Delivery } from '../../../../engine/deliveries/index.ts';
import { type ConfigEvent, config } from '../../../../engine/services/config/index.ts';
import { serveServices } from '../../../support/serve.ts';

export const NOW = Date.UTC(2026, 0, 10, 12);

/** AWS Config alone, over HTTP, on a clock that stands at `NOW`; closed after the test. */
export async function givenConfig() {
  const served = await serveServices({ config }, { start: NOW });
  const client = new ConfigServiceClient(served.config);
  const { ports } = served.services.config;
  const told: ConfigEvent[] = [];
  const invoked: Delivery[] = [];
  ports.told.to((event) => told.push(event));
  served.parts.deliveries.by('lambda', async (delivery) => void invoked.push(delivery));
  onTestFinished(async () => {
    client.destroy();
    await served.close();
  });
  return { client, ports, told, invoked, parts: served.parts };
}

/** The same with the recorder on. */
export async function givenRecorder() {
  const given = await givenConfig();
  const { client } = given;
  await client.send(
    new PutConfigurationRecorderCommand({
      ConfigurationRecorder: { name: 'default', roleARN: 'arn:aws:iam::1:role/r' },
    }),
  );
  await client.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: 'b' } }));
  await client.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
  return {
    ...given,
    put: (ResourceId: string, configuration: object, Tags?: Record<string, string>) =>
      client.send(
        new PutResourceConfigCommand({
          ResourceType: 'AWS::S3::Bucket',
          SchemaVersionId: '1',
          ResourceId,
          ResourceName: `${ResourceId}-name`,
          Configuration: JSON.stringify(configuration),
          Tags,
        }),
      ),
    /** A change-triggered rule of one's own about things. */
    rule: (ConfigRuleName: string, more: object = {}) =>
      client.send(
        new PutConfigRuleCommand({
          ConfigRule: {
            ConfigRuleName,
            Scope: { ComplianceResourceTypes: ['AWS::S3::Bucket'] },
            Source: {
              Owner: 'CUSTOM_LAMBDA',
              SourceIdentifier: 'arn:aws:lambda:us-east-1:123456789012:function:judge',
              SourceDetails: [{ EventSource: 'aws.config', MessageType: 'ConfigurationItemChangeNotification' }],
            },
            InputParameters: '{"limit":"3"}',
            ...more,
          },
        }),
      ),
    wait: (ms: number) => given.parts.clock.advanceTo(given.parts.clock.now() + ms),
  };
}

/** The error an AWS call is answered with, by its code. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return error.name;
  }
  throw new Error('the call was not refused');
}
