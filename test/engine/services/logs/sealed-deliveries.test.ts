import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
} from '@aws-sdk/client-kinesis';
import { CreateKeyCommand, DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DeliveryError } from '../../../../engine/deliveries/index.ts';
import { type Engine, startEngine } from '../../../../engine/index.ts';
import { clientOptions } from '../../../support/engine.ts';

const START = Date.UTC(2026, 0, 10, 12);
const secret = 'a secret nobody should find in a file';
const role = 'arn:aws:iam::123456789012:role/logs';

/** Makes what a subscription sends to. @returns its ARN */
const targets = {
  async kinesis(engine: Engine): Promise<string> {
    await new KinesisClient(clientOptions(engine)).send(new CreateStreamCommand({ StreamName: 's', ShardCount: 1 }));
    return 'arn:aws:kinesis:us-east-1:123456789012:stream/s';
  },
  async 'lambda-function'(engine: Engine): Promise<string> {
    const lambda = new LambdaClient(clientOptions(engine));
    const ZipFile = zipSync({ 'index.mjs': strToU8('export const handler = async () => {};') });
    const { FunctionArn = '' } = await lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'f',
        Role: role,
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Code: { ZipFile },
      }),
    );
    const statement = { StatementId: 's', Action: 'lambda:InvokeFunction', Principal: 'logs.amazonaws.com' };
    await lambda.send(new AddPermissionCommand({ FunctionName: 'f', ...statement }));
    return FunctionArn;
  },
};

/** An event of a group with a key or without, on its way to a target that takes nothing now. */
async function given(isSealed: boolean, kind: keyof typeof targets) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sealed-'));
  const start = (startAt: number) =>
    startEngine({ dataFolder: folder, clock: 'virtual', startAt, log: { warn() {}, error() {} } });
  let running = await start(START);
  onTestFinished(async () => {
    await running.close();
    rmSync(folder, { recursive: true });
  });
  const logs = new CloudWatchLogsClient(clientOptions(running));
  const kms = () => new KMSClient(clientOptions(running));
  const { KeyMetadata: { Arn, KeyId } = {} } = await kms().send(new CreateKeyCommand({}));
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'g', kmsKeyId: isSealed ? Arn : undefined }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: 'g', logStreamName: 's' }));
  const destinationArn = await targets[kind](running);
  await logs.send(
    new PutSubscriptionFilterCommand({
      logGroupName: 'g',
      filterName: 'f',
      filterPattern: '',
      destinationArn,
      roleArn: kind === 'kinesis' ? role : undefined,
    }),
  );
  running.deliveries.by(kind, () => {
    throw new DeliveryError('BUSY', 'not now', false);
  });
  const logEvents = [{ timestamp: START, message: secret }];
  await logs.send(new PutLogEventsCommand({ logGroupName: 'g', logStreamName: 's', logEvents }));
  await running.clock.idle();
  return {
    folder,
    disable: () => kms().send(new DisableKeyCommand({ KeyId })),
    enable: () => kms().send(new EnableKeyCommand({ KeyId })),
    wait: (minutes: number) => running.clock.advanceTo(running.clock.now() + minutes * 60_000),
    restart: async () => {
      await running.close();
      running = await start(START + 3600_000);
    },
    /** What the stream has got. */
    got: async (): Promise<string[]> => {
      const kinesis = new KinesisClient(clientOptions(running));
      const from = { ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' as const };
      const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand({ StreamName: 's', ...from }));
      const { Records = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
      return Records.map(({ Data = new Uint8Array() }) => gunzipSync(Data).toString());
    },
  };
}

/** What the files of a folder say to somebody whom base64 and gzip do not stop. */
function told(folder: string): string {
  const bytes = Buffer.concat(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => readFileSync(path.join(folder, name))),
  ).toString('latin1');
  const packed = bytes.match(/H4sI[A-Za-z0-9+/]{40,}={0,2}/g) ?? [];
  return [bytes, ...packed.map((text) => gunzipSync(Buffer.from(text, 'base64')).toString())].join('\n');
}

describe('what waits to be delivered', () => {
  it.each(['kinesis', 'lambda-function'] as const)(
    'to %s lies in no file as it is, if its group has a key',
    async (kind) => {
      const sealed = await given(true, kind);
      const open = await given(false, kind);

      expect(told(open.folder)).toContain(`"message":"${secret}"`);
      expect(told(sealed.folder)).not.toContain(secret);
    },
  );

  it('waits on while the key is disabled, and arrives as it was when it is not', async () => {
    const { disable, enable, got, restart, wait } = await given(true, 'kinesis');
    await disable();
    await restart();
    await wait(10);
    expect(await got()).toEqual([]);

    await enable();
    await wait(10);

    expect(await got()).toMatchObject([expect.stringContaining(secret)]);
  });
});
