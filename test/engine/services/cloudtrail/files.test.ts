import { createHash, createPublicKey, verify } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import {
  CloudTrailClient,
  CreateTrailCommand,
  GetTrailStatusCommand,
  ListPublicKeysCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';
import { queue } from '../../../support/queue.ts';

const START = Date.parse('2026-11-20T10:00:00Z');

async function given(more: object = {}) {
  const running = await engine({ clock: 'virtual', startAt: START });
  const options = clientOptions(running);
  const [cloudtrail, sns] = [new CloudTrailClient(options), new SNSClient(options)];
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'logs' }));
  await cloudtrail.send(
    new CreateTrailCommand({
      Name: 'trail',
      S3BucketName: 'logs',
      S3KeyPrefix: 'audit',
      IsMultiRegionTrail: true,
      ...more,
    }),
  );
  await cloudtrail.send(new StartLoggingCommand({ Name: 'trail' }));
  const call = (Name: string) => sns.send(new CreateTopicCommand({ Name }));
  const wait = (minutes: number) => running.clock.advanceTo(running.clock.now() + 60_000 * minutes);
  const keys = async (part: string) => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'logs' }));
    return Contents.map(({ Key }) => Key!).filter((key) => key.includes(part));
  };
  const read = async (Key: string) => {
    const { Body, Metadata, ContentEncoding } = await s3.send(new GetObjectCommand({ Bucket: 'logs', Key }));
    const text = gunzipSync(await Body!.transformToByteArray()).toString();
    return { text, Metadata, ContentEncoding };
  };
  return { running, cloudtrail, s3, sns, call, wait, keys, read };
}

describe("a trail's bucket", () => {
  it('gets a file of what happened every five minutes, where and as AWS puts it', async () => {
    const { call, wait, keys, read } = await given();
    await call('one');
    await wait(5);
    await call('two');
    await wait(5);

    const files = await keys('/CloudTrail/');
    const { text, ContentEncoding } = await read(files[1]!);
    const names = (JSON.parse(text) as { Records: { eventName: string }[] }).Records.map(({ eventName }) => eventName);

    expect(files).toHaveLength(2);
    for (const file of files) {
      expect(file).toMatch(
        /^audit\/AWSLogs\/123456789012\/CloudTrail\/us-east-1\/2026\/11\/20\/123456789012_CloudTrail_us-east-1_20261120T10\d\dZ_[A-Za-z0-9]{16}\.json\.gz$/,
      );
    }
    expect(ContentEncoding).toBe('gzip');
    expect(names).toEqual(['CreateTopic']);
  });

  it('that is gone gets its files when it is back', async () => {
    const { cloudtrail, s3, call, wait, keys } = await given();
    await s3.send(new DeleteBucketCommand({ Bucket: 'logs' }));
    await call('one');
    await wait(5);
    const meanwhile = await cloudtrail.send(new GetTrailStatusCommand({ Name: 'trail' }));
    await s3.send(new CreateBucketCommand({ Bucket: 'logs' }));
    await wait(5);

    expect(meanwhile.LatestDeliveryError).toBe('NoSuchBucket');
    expect(await keys('/CloudTrail/')).toHaveLength(1);
  });

  it('is announced on the topic of the trail', async () => {
    const { running, cloudtrail, sns, call, wait, keys } = await given();
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'files' }));
    const to = await queue(running);
    const Attributes = { RawMessageDelivery: 'true' };
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: to.arn, Attributes }));
    await cloudtrail.send(new CreateTrailCommand({ Name: 'telling', S3BucketName: 'logs', SnsTopicName: 'files' }));
    await cloudtrail.send(new StartLoggingCommand({ Name: 'telling' }));

    await call('one');
    await wait(5);
    const [message] = await to.messages(1);
    const { s3Bucket, s3ObjectKey } = JSON.parse(message!.Body!);

    expect(s3Bucket).toBe('logs');
    expect(await keys('/CloudTrail/')).toContain(s3ObjectKey[0]);
  });
});

describe('digests of a validated trail', () => {
  it('name every file with its hash and each the one before, signed with the key that is published', async () => {
    const { cloudtrail, call, wait, keys, read } = await given({ EnableLogFileValidation: true });
    await call('one');
    await wait(70);
    await call('two');
    await wait(70);

    const digests = await keys('/CloudTrail-Digest/');
    const { PublicKeyList } = await cloudtrail.send(new ListPublicKeysCommand({}));
    const publicKey = createPublicKey({ key: Buffer.from(PublicKeyList![0]!.Value!), format: 'der', type: 'pkcs1' });
    const listed: string[] = [];
    let previous = 'null';
    for (const key of digests) {
      const { text, Metadata } = await read(key);
      const digest = JSON.parse(text);
      const hash = createHash('sha256').update(text).digest('hex');
      const toSign = `${digest.digestEndTime}\n${digest.digestS3Bucket}/${digest.digestS3Object}\n${hash}\n${previous}`;
      const signature = Buffer.from(Metadata!.signature!, 'hex');

      expect(digest.digestS3Object).toBe(key);
      expect(digest.digestPublicKeyFingerprint).toBe(PublicKeyList![0]!.Fingerprint);
      expect(digest.previousDigestSignature ?? 'null').toBe(previous);
      expect(verify('RSA-SHA256', Buffer.from(toSign), publicKey, signature)).toBe(true);
      for (const { s3Object, hashValue } of digest.logFiles) {
        const file = await read(s3Object);
        expect(createHash('sha256').update(file.text).digest('hex')).toBe(hashValue);
        listed.push(s3Object);
      }
      previous = Metadata!.signature!;
    }

    expect(digests.length).toBeGreaterThanOrEqual(2);
    expect(listed.sort()).toEqual((await keys('/CloudTrail/')).sort());
  });
});
