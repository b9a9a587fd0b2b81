import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  BucketAlreadyOwnedByYou,
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  NoSuchBucket,
  NoSuchKey,
  NotFound,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileBodies } from '../../../../engine/services/s3/bodies.ts';
import { s3 } from '../../../../engine/services/s3/index.ts';
import type { ObjectChange } from '../../../../engine/services/s3/state.ts';
import { type ServedForTest, serveServices } from '../../../support/serve.ts';

let server: ServedForTest<{ s3: typeof s3 }>;
let client: S3Client;
const Bucket = 'trail';

beforeEach(async () => {
  server = await serveServices({ s3 });
  client = new S3Client({ ...server.config, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterEach(() => server.close());

const put = (Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string, more: object = {}) => client.send(new GetObjectCommand({ Bucket, Key, ...more }));
const text = async (Key: string, more: object = {}) => (await get(Key, more)).Body?.transformToString();

describe('a bucket', () => {
  it('is listed, found and has a region', async () => {
    const west = new S3Client({ ...server.config, forcePathStyle: true, region: 'eu-west-1' });
    await west.send(new CreateBucketCommand({ Bucket: 'west' }));

    expect((await client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual(['trail', 'west']);
    expect((await client.send(new HeadBucketCommand({ Bucket: 'west' }))).BucketRegion).toBe('eu-west-1');
    expect((await client.send(new GetBucketLocationCommand({ Bucket: 'west' }))).LocationConstraint).toBe('eu-west-1');
    await expect(west.send(new CreateBucketCommand({ Bucket: 'west' }))).rejects.toBeInstanceOf(
      BucketAlreadyOwnedByYou,
    );
    await expect(client.send(new HeadBucketCommand({ Bucket: 'none' }))).rejects.toBeInstanceOf(NotFound);
  });

  it('goes only when it is empty', async () => {
    await put('k', 'v');
    await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'BucketNotEmpty' });
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await client.send(new DeleteBucketCommand({ Bucket }));

    await expect(client.send(new ListObjectsV2Command({ Bucket }))).rejects.toBeInstanceOf(NoSuchBucket);
  });

  it('is emptied version by version, as a forced removal does it', async () => {
    for (const key of ['a', 'b', 'c']) await put(key, key);

    let marker: string | undefined;
    do {
      const input = { Bucket, MaxKeys: 2, KeyMarker: marker };
      const { Versions = [], DeleteMarkers, NextKeyMarker } = await client.send(new ListObjectVersionsCommand(input));
      expect(Versions.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual(
        Versions.map(() => ['null', true]),
      );
      expect(DeleteMarkers).toBeUndefined();
      const Objects = Versions.map(({ Key, VersionId }) => ({ Key, VersionId }));
      await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      marker = NextKeyMarker;
    } while (marker !== undefined);

    await client.send(new DeleteBucketCommand({ Bucket }));
    await expect(client.send(new ListObjectsV2Command({ Bucket }))).rejects.toBeInstanceOf(NoSuchBucket);
  });

  it('keeps its settings, and says where there are none', async () => {
    const Policy = '{"Version":"2012-10-17","Statement":[]}';
    await expect(client.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
      $metadata: { httpStatusCode: 404 },
    });
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    const block = {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: true,
    };
    await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: block }));

    expect((await client.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    expect((await client.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration).toEqual(
      block,
    );
  });
});

describe('an object', () => {
  it('comes back with its headers, whole or in part', async () => {
    await put('a/b c+ü.txt', 'hello world', {
      ContentType: 'text/plain',
      ContentEncoding: 'gzip',
      Metadata: { who: 'me' },
    });

    const whole = await get('a/b c+ü.txt');
    expect(await whole.Body?.transformToString()).toBe('hello world');
    expect(whole).toMatchObject({
      ETag: '"5eb63bbbe01eeed093cb22bb8f5acdc3"',
      ContentType: 'text/plain',
      ContentEncoding: 'gzip',
      ContentLength: 11,
      Metadata: { who: 'me' },
      LastModified: new Date('2026-01-01T00:00:00Z'),
    });
    const part = await get('a/b c+ü.txt', { Range: 'bytes=6-8' });
    expect(await part.Body?.transformToString()).toBe('wor');
    expect(part).toMatchObject({ ContentRange: 'bytes 6-8/11', $metadata: { httpStatusCode: 206 } });
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'a/b c+ü.txt' }));
    expect(head).toMatchObject({ ContentLength: 11, ContentType: 'text/plain' });
    await expect(get('none')).rejects.toBeInstanceOf(NoSuchKey);
  });

  it('is put only on the condition given', async () => {
    const { ETag } = await put('k', 'one', { IfNoneMatch: '*' });

    await expect(put('k', 'two', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('k', 'two', { IfMatch: '"other"' })).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
    await put('k', 'two', { IfMatch: ETag });
    expect(await text('k')).toBe('two');
    await expect(get('k', { IfNoneMatch: (await get('k')).ETag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
  });

  it('is refused when its checksum is that of something else', async () => {
    await expect(put('k', 'v', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
    });
  });

  it('is copied with its metadata', async () => {
    await put('a b', 'v', { Metadata: { who: 'me' } });
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/a%20b` }));

    expect(await get('copy')).toMatchObject({ Metadata: { who: 'me' } });
    expect(await text('copy')).toBe('v');
  });

  it('tells that it came and went', async () => {
    const changes: ObjectChange[] = [];
    server.services.s3.ports.changed.to((change) => changes.push(change));
    await put('k', 'v');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));

    expect(changes.map(({ kind, key, size }) => [kind, key, size])).toEqual([
      ['created', 'k', 1],
      ['removed', 'k', 1],
    ]);
  });
});

describe('the list of a bucket', () => {
  beforeEach(async () => {
    for (const key of ['a/1', 'a/2', 'a/b/3', 'b', 'c/4', 'é']) await put(key, key);
  });

  const listed = async (input: object) => {
    const found: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket, ...input, ContinuationToken }));
      found.push(
        ...(page.Contents ?? []).map(({ Key }) => Key!),
        ...(page.CommonPrefixes ?? []).map((at) => at.Prefix!),
      );
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    return found;
  };

  it('is in the order of keys, page by page', async () => {
    expect(await listed({ MaxKeys: 2 })).toEqual(['a/1', 'a/2', 'a/b/3', 'b', 'c/4', 'é']);
  });

  it('folds what lies behind a delimiter', async () => {
    expect(await listed({ Delimiter: '/', MaxKeys: 1 })).toEqual(['a/', 'b', 'c/', 'é']);
    expect(await listed({ Delimiter: '/', Prefix: 'a/' })).toEqual(['a/1', 'a/2', 'a/b/']);
    expect(await listed({ Prefix: 'a/b', StartAfter: 'a/2' })).toEqual(['a/b/3']);
    expect(await listed({ Delimiter: '/', StartAfter: 'a/1', MaxKeys: 1 })).toEqual(['a/', 'b', 'c/', 'é']);
    expect(await listed({ Delimiter: '/', StartAfter: 'a/b/3', MaxKeys: 1 })).toEqual(['b', 'c/', 'é']);
  });
});

describe('objects in a data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 's3-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are plain files by the names of their keys', () => {
    new FileBodies(folder).write('trail', 'AWSLogs/1/a.json', Buffer.from('{}'));

    expect(readFileSync(path.join(folder, 's3/trail/AWSLogs/1/a.json'), 'utf8')).toBe('{}');
  });

  it('are as they were when what was written over them is undone', () => {
    const bodies = new FileBodies(folder);
    const files = () => readdirSync(path.join(folder, 's3'), { recursive: true, encoding: 'utf8' }).sort();
    const first = bodies.write('b', 'k', Buffer.from('first'));
    first.keep();

    const second = bodies.write('b', 'k', Buffer.from('second'));
    expect(bodies.read(second.location).toString()).toBe('second');
    second.undo();
    bodies.write('b', 'other', Buffer.from('x')).undo();

    expect(bodies.read(first.location).toString()).toBe('first');
    expect(files()).toEqual(['b', 'b/k']);
    bodies.write('b', 'k', Buffer.from('third')).keep();
    expect(files()).toEqual(['b', 'b/k']);
  });

  it('never leave the folder and never stand in each other’s way', () => {
    const bodies = new FileBodies(folder);
    const part = fc.constantFrom('a', 'b', '..', '.', '', '%2F', 'ü', '\0', '~', ' ', 'x'.repeat(300));
    const keys = fc.uniqueArray(
      fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
      { maxLength: 8 },
    );

    fc.assert(
      fc.property(keys, (all) => {
        const kept = all
          .filter((key) => key !== '')
          .map((key) => [key, bodies.write('trail', key, Buffer.from(key)).location] as const);
        for (const [key, location] of kept) {
          expect(path.relative(path.join(folder, 's3/trail'), path.join(folder, 's3', location))).not.toMatch(
            /^\.\.(\/|$)/,
          );
          expect(bodies.read(location).toString()).toBe(key);
        }
        for (const [, location] of kept) bodies.remove(location);
      }),
      { numRuns: 200 },
    );
    expect(existsSync(path.join(folder, 's3'))).toBe(true);
  });
});
