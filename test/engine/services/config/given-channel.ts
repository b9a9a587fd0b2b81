import { gunzipSync } from 'node:zlib';
import {
  ConfigServiceClient,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  type RecordingMode,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { ConfigurationItem } from '../../../../core/configuration-item/index.ts';
import type { Delivery } from '../../../../engine/deliveries/index.ts';
import { type ConfigEvent, config } from '../../../../engine/services/config/index.ts';
import { s3 } from '../../../../engine/services/s3/index.ts';
import { serveServices } from '../../../support/serve.ts';

export const NOW = Date.UTC(2026, 0, 10, 12);
export const HOUR = 3_600_000;
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:config';

/** What a delivery channel is given. */
interface Options {
  readonly bucket?: string;
  readonly frequency?: 'One_Hour' | 'TwentyFour_Hours';
  readonly prefix?: string;
  readonly mode?: RecordingMode;
}

/** A recorder with a channel to a bucket and a topic that is only listened to. */
export async function givenChannel({ bucket = 'config-files', frequency, prefix, mode }: Options = {}) {
  const served = await serveServices({ config, s3 }, { start: NOW });
  const { ports } = served.services.config;
  const files = served.services.s3.ports;
  ports.filesBy(files.put);
  const told: ConfigEvent[] = [];
  const published: Delivery[] = [];
  const invoked: Delivery[] = [];
  ports.told.to((event) => told.push(event));
  served.parts.deliveries.by('sns', async (delivery) => void published.push(delivery));
  served.parts.deliveries.by('lambda', async (delivery) => void invoked.push(delivery));
  const client = new ConfigServiceClient(served.config);
  const storage = new S3Client({ ...served.config, forcePathStyle: true });
  await storage.send(new CreateBucketCommand({ Bucket: 'config-files' }));
  await client.send(
    new PutConfigurationRecorderCommand({
      ConfigurationRecorder: { name: 'default', roleARN: 'arn:aws:iam::1:role/r', recordingMode: mode },
    }),
  );
  await client.send(
    new PutDeliveryChannelCommand({
      DeliveryChannel: {
        name: 'default',
        s3BucketName: bucket,
        s3KeyPrefix: prefix,
        snsTopicARN: TOPIC,
        configSnapshotDeliveryProperties: frequency && { deliveryFrequency: frequency },
      },
    }),
  );
  await client.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
  const { clock } = served.parts;
  return {
    client,
    ports,
    parts: served.parts,
    told,
    published,
    invoked,
    keys: (part = '') => files.keys('config-files').filter((key) => key.includes(part)),
    file: (key: string) => files.get('config-files', key)!,
    document: (key: string) => JSON.parse(gunzipSync(files.get('config-files', key)!).toString()) as ConfigFileBody,
    wait: (ms: number) => clock.advanceTo(clock.now() + ms),
    /** Messages on the bus, by their type. */
    messages: (type: string) =>
      told.map(({ detail }) => JSON.parse(detail) as Message).filter(({ messageType }) => messageType === type),
    async close() {
      client.destroy();
      storage.destroy();
      await served.close();
    },
  };
}

export interface Message {
  readonly messageType: string;
  readonly s3ObjectKey?: string;
  readonly configurationItemSummary?: { readonly resourceId: string; readonly changeType: string };
  readonly s3DeliverySummary?: { readonly s3BucketLocation: string | null; readonly errorCode: string | null };
}

interface ConfigFileBody {
  readonly fileVersion: string;
  readonly configSnapshotId?: string;
  readonly requestId?: string;
  readonly configurationItem?: ConfigurationItem;
  readonly configurationItems: readonly ConfigurationItem[];
}

/** An item of a thing in a VPC. */
export const thing = (resourceId: string, more: Partial<ConfigurationItem> = {}): ConfigurationItem => ({
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: new Date(NOW).toISOString(),
  configurationStateId: NOW,
  awsAccountId: '123456789012',
  configurationItemStatus: 'OK',
  resourceType: 'AWS::EC2::Instance',
  resourceId,
  ARN: `arn:aws:ec2:us-east-1:123456789012:instance/${resourceId}`,
  awsRegion: 'us-east-1',
  relatedEvents: [],
  relationships: [],
  configuration: { instanceType: 't3.small' },
  supplementaryConfiguration: {},
  tags: {},
  ...more,
});
