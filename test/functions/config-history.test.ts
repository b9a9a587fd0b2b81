import { gunzipSync } from 'node:zlib';
import {
  ConfigServiceClient,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigurationItem } from '../../core/configuration-item/index.ts';
import { config } from '../../engine/services/config/index.ts';
import { s3 } from '../../engine/services/s3/index.ts';
import { thing } from '../engine/services/config/given-channel.ts';
import { serveServices } from '../support/serve.ts';
import { context } from './context.ts';

const served = await serveServices({ config, s3 });
Object.assign(process.env, {
  AWS_ENDPOINT_URL: served.url,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIATEST',
  AWS_SECRET_ACCESS_KEY: 'secret',
  HISTORY_BUCKET: 'history',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
});
const { handler } = await import('../../functions/config-history.ts');

type Input = Parameters<typeof handler>[0];

const handle = (event: unknown) => handler(event as Input, context);
const { keys, get } = served.services.s3.ports;
const lineOf = (key: string) => JSON.parse(gunzipSync(get('history', key)!).toString()) as ConfigurationItem;
const told: unknown[] = [];

/** An event of the bus, as EventBridge gives it. */
const change = (item: ConfigurationItem) => ({
  source: 'aws.config',
  'detail-type': 'Config Configuration Item Change',
  detail: {
    messageType: 'ConfigurationItemChangeNotification',
    configurationItem: item,
    configurationItemDiff: { changeType: 'CREATE', changedProperties: {} },
  },
});
const inQueue = (...bodies: readonly unknown[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `m${index}`,
    eventSource: 'aws:sqs',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })),
});

beforeAll(async () => {
  const storage = new S3Client({ ...served.config, forcePathStyle: true });
  const client = new ConfigServiceClient(served.config);
  served.services.config.ports.filesBy(served.services.s3.ports.put);
  served.services.config.ports.told.to((event) =>
    told.push({ source: event.source, 'detail-type': event.detailType, detail: JSON.parse(event.detail) }),
  );
  for (const Bucket of ['history', 'files']) await storage.send(new CreateBucketCommand({ Bucket }));
  await client.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: 'default', roleARN: 'r' } }));
  await client.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: 'files' } }));
  await client.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
  storage.destroy();
  client.destroy();
});
afterAll(() => served.close());

describe('the configuration history handler', () => {
  it('keeps an item of the bus in the partition Athena looks for it in', async () => {
    const answer = await handle(change(thing('i-1')));

    const [key = ''] = keys('history');
    expect(answer).toEqual({ kept: [key] });
    expect(key).toMatch(
      /^config-history\/account=123456789012\/region=us-east-1\/resourcetype=AWS::EC2::Instance\/date=2026-01-10\/20260110T120000\.000Z_\d+_[\da-f]{16}\.ndjson\.gz$/,
    );
    expect(lineOf(key)).toMatchObject({ resourceId: 'i-1', configurationItemDiff: { changeType: 'CREATE' } });
  });

  it('keeps an item once, however often and whichever way it comes', async () => {
    const message = JSON.stringify(change(thing('i-once')).detail);
    const before = keys('history').length;

    await handle(change(thing('i-once')));
    const answer = await handle(inQueue(change(thing('i-once')), { Type: 'Notification', Message: message }, message));
    await handle({ Records: [{ EventSource: 'aws:sns', Sns: { Message: message } }] });

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(keys('history')).toHaveLength(before + 1);
  });

  it('gives back of a batch only what it could not keep', async () => {
    const broken = thing('i-broken', { configurationItemCaptureTime: 'soon' });

    const answer = await handle(inQueue(change(thing('i-2')), 'no JSON', { messageType: 'Other' }, change(broken)));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm3' }] });
    expect(keys('history').map((key) => lineOf(key).resourceId)).toContain('i-2');
  });

  it('fetches an item that was too large to be told from where Config put it', async () => {
    const large = thing('i-large', { configuration: { userData: 'x'.repeat(300_000) } });
    served.services.config.ports.record(large);

    const answer = (await handle(told.at(-1))) as { kept: string[] };

    expect(lineOf(answer.kept[0]!)).toMatchObject({ configuration: large.configuration });
  });

  it('asks Config’s history for one that could not be put anywhere, and comes again while it is not there', async () => {
    const large = thing('i-larger', { configuration: { userData: 'y'.repeat(300_000) } });
    const failed = {
      source: 'aws.config',
      detail: {
        messageType: 'OversizedConfigurationItemChangeDeliveryFailed',
        configurationItemSummary: { ...large, configuration: undefined },
        s3DeliverySummary: { s3BucketLocation: null, errorCode: 'NoSuchBucket' },
      },
    };

    await expect(handle(failed)).rejects.toThrow(/not been discovered|no item/);
    served.services.config.ports.record(large);
    const answer = (await handle(failed)) as { kept: string[] };

    expect(lineOf(answer.kept[0]!)).toMatchObject({ configuration: large.configuration });
  });

  it('refuses what Config never sends, with the reason', async () => {
    await expect(handle({ source: 'aws.ec2', detail: {} })).rejects.toThrow('the event is not a message of AWS Config');
    await expect(handle({ source: 'aws.config', detail: { a: 1 } })).rejects.toThrow('messageType is missing');
  });
});
