import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  CloudTrailClient,
  CreateTrailCommand,
  ListPublicKeysCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../engine/index.ts';
import { trailkeeper } from '../support/cli.ts';
import { clientOptions } from '../support/engine.ts';
import { testFolder } from '../support/folder.ts';

const { folder, file } = testFolder();
/** What was delivered: by key, and the newest digest's S3 metadata. */
const delivered = new Map<string, Buffer>();
const digests: string[] = [];
const logs: string[] = [];
let newest: string;
let keyFile: string;
let keyList: { Value: string; Fingerprint: string }[];

beforeAll(async () => {
  const running = await startEngine({ testHooks: true, clock: 'virtual', startAt: Date.parse('2026-11-20T10:00:00Z') });
  const options = clientOptions(running);
  const [cloudtrail, sns] = [new CloudTrailClient(options), new SNSClient(options)];
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'logs' }));
  await cloudtrail.send(new CreateTrailCommand({ Name: 'trail', S3BucketName: 'logs', EnableLogFileValidation: true }));
  await cloudtrail.send(new StartLoggingCommand({ Name: 'trail' }));
  for (let hour = 0; hour < 4; hour += 1) {
    await sns.send(new CreateTopicCommand({ Name: `topic-${hour}` }));
    await running.clock.advanceTo(running.clock.now() + 3_600_000);
  }
  await running.clock.advanceTo(running.clock.now() + 3_600_000);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'logs' }));
  for (const Key of Contents.map((each) => each.Key!).sort()) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'logs', Key }));
    delivered.set(Key, Buffer.from(await Body!.transformToByteArray()));
    (Key.includes('/CloudTrail-Digest/') ? digests : logs).push(Key);
  }
  const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket: 'logs', Key: digests.at(-1)! }));
  newest = JSON.stringify({ Metadata });
  const { PublicKeyList } = await cloudtrail.send(new ListPublicKeysCommand({}));
  keyList = PublicKeyList!.map(({ Value, Fingerprint }) => ({
    Value: Buffer.from(Value!).toString('base64'),
    Fingerprint: Fingerprint!,
  }));
  keyFile = file('keys.json', JSON.stringify({ PublicKeyList: keyList }));
  await running.close();
});

let made = 0;

/** The folder as delivered, in a place of its own. */
function given() {
  made += 1;
  const root = path.join(folder, `bucket-${made}`);
  const at = (key: string) => path.join(root, key);
  for (const [key, body] of delivered) {
    mkdirSync(path.dirname(at(key)), { recursive: true });
    writeFileSync(at(key), body);
  }
  const rewrite = (key: string, change: (text: string) => string) =>
    writeFileSync(at(key), gzipSync(change(gunzipSync(readFileSync(at(key))).toString())));
  const verified = async (...more: string[]) => {
    const { out, code } = await trailkeeper('verify', root, '--json', ...more);
    return {
      ...(JSON.parse(out) as { flaws: { kind: string; file: string }[]; signed: number; open: string[] }),
      code,
    };
  };
  return { root, at, rewrite, verified };
}

describe('verify', () => {
  it('finds a folder as it was delivered sound, every signature but the newest', async () => {
    const { root, verified } = given();
    const { flaws, signed, open, code } = await verified('--public-key', keyFile);
    const { out } = await trailkeeper('verify', root, '--public-key', keyFile);

    expect(digests.length).toBeGreaterThanOrEqual(3);
    expect({ flaws, signed, code }).toEqual({ flaws: [], signed: digests.length - 1, code: 0 });
    expect(open).toHaveLength(1);
    expect(out).toContain(`${logs.length} log files as delivered`);
    expect(out).toContain('Nothing was changed, removed or added.');
  });

  it("checks the newest signature, too, with the object's metadata beside it", async () => {
    const { at, verified } = given();
    writeFileSync(`${at(digests.at(-1)!)}.metadata.json`, newest);
    expect(await verified('--public-key', keyFile)).toMatchObject({ signed: digests.length, open: [], flaws: [] });
  });

  it('checks hashes alone without a key, and says so', async () => {
    const { root } = given();
    const { out, code } = await trailkeeper('verify', root);
    expect(out).toContain('signatures unchecked');
    expect(code).toBe(0);
  });

  it.each(['pem', 'base64'])('takes a key as %s', async (form) => {
    const { Value } = keyList[0]!;
    const pem = `-----BEGIN RSA PUBLIC KEY-----\n${Value.replace(/.{64}/g, '$&\n')}\n-----END RSA PUBLIC KEY-----\n`;
    const { signed } = await given().verified('--public-key', file(`key.${form}`, form === 'pem' ? pem : Value));
    expect(signed).toBe(digests.length - 1);
  });

  it('takes a part of the bucket, or a folder above it', async () => {
    const { root } = given();
    const part = await trailkeeper('verify', path.join(root, 'AWSLogs/123456789012'));
    const above = await trailkeeper('verify', path.dirname(root), '--json');
    expect(part.code).toBe(0);
    expect(JSON.parse(above.out).flaws).toEqual([]);
  });

  it('names a log file that was changed', async () => {
    const { at, rewrite, verified } = given();
    rewrite(logs[1]!, (text) => text.replace('topic-1', 'topic-x'));
    expect(await verified()).toMatchObject({ code: 1, flaws: [{ kind: 'log-changed', file: at(logs[1]!) }] });
  });

  it('names a log file that is cut off', async () => {
    const { at, verified } = given();
    writeFileSync(at(logs[0]!), delivered.get(logs[0]!)!.subarray(0, 50));
    expect(await verified()).toMatchObject({ code: 1, flaws: [{ kind: 'log-changed', file: at(logs[0]!) }] });
  });

  it('names a log file that was removed', async () => {
    const { at, verified } = given();
    rmSync(at(logs[0]!));
    expect(await verified()).toMatchObject({ code: 1, flaws: [{ kind: 'log-missing', file: logs[0] }] });
  });

  it('names a log file that was added', async () => {
    const { at, verified } = given();
    const added = at(logs[1]!.replace(/_[^_]+\.json\.gz$/, '_AAAAAAAAAAAAAAAA.json.gz'));
    writeFileSync(added, delivered.get(logs[1]!)!);
    expect(await verified()).toMatchObject({ code: 1, flaws: [{ kind: 'log-extra', file: added }] });
  });

  it('names a digest that was changed, and leaves open what only it vouches for', async () => {
    const { at, rewrite, verified } = given();
    rewrite(digests[1]!, (text) => text.replace(/"hashValue":"."/, '"hashValue":"0').replace('{', '{ '));
    const { flaws, open, code } = await verified('--public-key', keyFile);
    expect({ flaws, code }).toMatchObject({ code: 1, flaws: [{ kind: 'digest-changed', file: at(digests[1]!) }] });
    expect(open.join('\n')).toContain(at(digests[1]!));
  });

  it('names a digest that was removed', async () => {
    const { at, verified } = given();
    rmSync(at(digests[1]!));
    const { flaws, code } = await verified();
    expect(code).toBe(1);
    expect(flaws).toContainEqual(expect.objectContaining({ kind: 'digest-missing', file: digests[1] }));
  });

  it('does not miss digests from before --from', async () => {
    const { at, verified } = given();
    rmSync(at(digests[0]!));
    const from = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.json/.exec(digests[0]!)!.slice(1);
    const time = `${from.slice(0, 3).join('-')}T${from.slice(3).join(':')}Z`;
    expect(await verified()).toMatchObject({ code: 1 });
    expect(await verified('--from', time)).toMatchObject({ code: 0, flaws: [] });
  });

  it('names a digest that lies where it was not delivered', async () => {
    const { at, verified } = given();
    const moved = at(digests[2]!).replace('/2026/', '/2025/');
    mkdirSync(path.dirname(moved), { recursive: true });
    renameSync(at(digests[2]!), moved);
    const { flaws } = await verified();
    expect(flaws).toContainEqual(expect.objectContaining({ kind: 'digest-misplaced', file: moved }));
  });

  it('names the newest digest when it was changed with all hashes made to fit: its signature does not', async () => {
    const { at, rewrite, verified } = given();
    const last = digests.at(-1)!;
    rewrite(last, (text) =>
      text.replace(/"newestEventTime":"[^"]*"/, '"newestEventTime":"2020-01-01T00:00:00Z"').concat(' '),
    );
    writeFileSync(`${at(last)}.metadata.json`, newest);
    expect(await verified('--public-key', keyFile)).toMatchObject({
      code: 1,
      flaws: [{ kind: 'signature-invalid', file: at(last) }],
    });
  });

  it('names a key that is not among those given', async () => {
    const other = file('other.json', JSON.stringify({ PublicKeyList: [{ ...keyList[0], Fingerprint: 'other' }] }));
    const { flaws, code } = await given().verified('--public-key', other);
    expect(code).toBe(1);
    expect(flaws[0]).toMatchObject({ kind: 'key-unknown' });
  });

  it.each([
    ['a folder that is not there', () => ['/nowhere/at/all'], /nowhere.*no such folder/],
    ['a folder without digests', () => [path.dirname(file('empty/notes.txt', ''))], /no digest files/],
    ['a key that is none', () => [given().root, '--public-key', file('no.key', 'hello')], /no\.key: neither PEM/],
    ['a time that is none', () => [given().root, '--from', 'soon'], /--from: soon/],
  ])('ends with 2 and one line for %s', async (_what, args, line) => {
    const { err, code } = await trailkeeper('verify', ...args());
    expect(err).toMatch(line);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });

  it('leaves no file of a folder behind changed', () => {
    const { root } = given();
    expect(readdirSync(root)).toEqual(['AWSLogs']);
  });
});
