import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { trailkeeper } from '../support/cli.ts';
import { clientOptions, engine } from '../support/engine.ts';
import { testFolder } from '../support/folder.ts';

const { file } = testFolder();

const item = (time: string, versioning: string | null, status = 'OK') => ({
  configurationItemCaptureTime: time,
  configurationItemStatus: status,
  awsAccountId: '123456789012',
  awsRegion: 'us-east-1',
  resourceType: 'AWS::S3::Bucket',
  resourceId: 'books',
  configuration: versioning && { versioning },
});

const START = Date.UTC(2026, 0, 1, 10);

async function given(...items: object[]) {
  const started = await engine({ clock: 'virtual', startAt: START });
  const s3 = new S3Client({ ...clientOptions(started), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'books' }));
  s3.destroy();
  await trailkeeper('import', file('items.json', JSON.stringify(items)), '--endpoint', started.url);
  return (...args: string[]) => trailkeeper('history', ...args, '--endpoint', started.url);
}

describe('history', () => {
  it('shows what changed and who caused it', async () => {
    const history = await given(item('2026-01-01T10:00:00.500Z', 'Off'), item('2026-01-02T10:00:00Z', 'Enabled'));
    const { out, code } = await history('books');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^AWS::S3::Bucket books\n\n2026-01-01 10:00:00.500Z {2}first recorded {2}by .*: CreateBucket\n/,
    );
    expect(out).toContain(
      '2026-01-02 10:00:00Z  changed  no call found\n    Configuration.Versioning: "Off" -> "Enabled"\n',
    );
  });

  it('is one document with --json, the state of a moment with --at', async () => {
    const history = await given(
      item('2026-01-01T10:00:00Z', 'Off'),
      item('2026-01-02T10:00:00Z', null, 'ResourceDeleted'),
    );
    const timeline = JSON.parse((await history('AWS::S3::Bucket/books', '--json')).out);
    expect(timeline.changes.map(({ changeType }: { changeType: string }) => changeType)).toEqual(['CREATE', 'DELETE']);
    const then = JSON.parse((await history('AWS::S3::Bucket/books', '--at', '2026-01-01T12:00:00Z')).out);
    expect(then.configuration).toEqual({ versioning: 'Off' });
  });

  it('ends with 2 for what is not recorded, or a time that is none', async () => {
    const history = await given(item('2026-01-01T10:00:00Z', 'Off'));
    expect((await history('nothing')).code).toBe(2);
    expect((await history('AWS::S3::Bucket/nothing')).code).toBe(2);
    expect((await history('books', '--at', 'then')).code).toBe(2);
    expect((await history('books', '--at', '2020-01-01')).code).toBe(2);
  });
});
