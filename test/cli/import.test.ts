import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import {
  ConfigServiceClient,
  GetResourceConfigHistoryCommand,
  SelectResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { trailkeeper } from '../support/cli.ts';
import { clientOptions, engine } from '../support/engine.ts';
import { testFolder } from '../support/folder.ts';

const { folder, file } = testFolder();

const item = (time: string, versioning: string, more: object = {}) => ({
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: time,
  configurationItemStatus: 'OK',
  awsAccountId: '123456789012',
  awsRegion: 'us-east-1',
  resourceType: 'AWS::S3::Bucket',
  resourceId: 'books',
  ARN: 'arn:aws:s3:::books',
  configuration: { name: 'books', versioning },
  ...more,
});

describe('import', () => {
  it('puts the items of a history file in, whatever their order', async () => {
    const started = await engine();
    const path = `${folder}/history.json.gz`;
    const configurationItems = [item('2026-02-01T00:00:00Z', 'Enabled'), item('2026-01-01T00:00:00Z', 'Off')];
    writeFileSync(path, gzipSync(JSON.stringify({ fileVersion: '1.0', configurationItems })));

    const { out, code } = await trailkeeper('import', path, '--endpoint', started.url);
    await trailkeeper('import', path, '--endpoint', started.url);

    expect([out, code]).toEqual(['2 items of 1 file imported\n', 0]);
    const client = new ConfigServiceClient(clientOptions(started));
    const { configurationItems: history = [] } = await client.send(
      new GetResourceConfigHistoryCommand({ resourceType: 'AWS::S3::Bucket', resourceId: 'books' }),
    );
    expect(history.map(({ configuration }) => JSON.parse(configuration ?? '').versioning)).toEqual(['Enabled', 'Off']);
  });

  it('keeps items of other accounts beside the own', async () => {
    const started = await engine();
    const foreign = item('2026-01-01T00:00:00Z', 'Off', { awsAccountId: '111122223333', awsRegion: 'eu-west-1' });
    const path = file('items.ndjson', `${JSON.stringify(foreign)}\n`);
    await trailkeeper('import', path, '--endpoint', started.url);
    const client = new ConfigServiceClient(clientOptions(started));
    const { Results } = await client.send(
      new SelectResourceConfigCommand({ Expression: "SELECT awsRegion WHERE accountId = '111122223333'" }),
    );
    expect(Results).toEqual(['{"awsRegion":"eu-west-1"}']);
  });

  it('names each part it skips, and ends with 1', async () => {
    const started = await engine();
    const path = file('mixed.json', JSON.stringify([item('2026-01-01T00:00:00Z', 'Off'), { resourceType: 'X' }, 3]));
    const { out, err, code } = await trailkeeper('import', path, '--endpoint', started.url);
    expect([out, code]).toEqual(['1 item of 1 file imported\n', 1]);
    expect(err).toContain('mixed.json: [1]: resourceId is missing');
    expect(err).toContain('mixed.json: [2]: an item is a JSON object');
  });

  it('says once what is wrong with many lines', async () => {
    const path = file('records.ndjson', '{"eventName":"CreateUser"}\n'.repeat(500));
    const { err, code } = await trailkeeper('import', path, '--endpoint', 'http://127.0.0.1:9');
    expect(code).toBe(2);
    expect(err).toMatch(
      /^trailkeeper: skipped .*records\.ndjson:1: no configuration item: resourceType is missing \(and 499 more like it\)\n.*\n$/,
    );
  });

  it('goes on past an item the engine refuses, however large, and names it', async () => {
    const started = await engine();
    const large = item('2026-01-01T00:00:00Z', 'x'.repeat(10_000_000), { resourceId: 'large' });
    const named = item('2026-01-01T00:00:00Z', 'Off', { resourceId: 'x'.repeat(3000) });
    const path = file('large.json', JSON.stringify([large, named, item('2026-01-01T00:00:00Z', 'Off')]));
    const { out, err, code } = await trailkeeper('import', path, '--endpoint', started.url);
    expect([out, code]).toEqual(['1 item of 1 file imported\n', 1]);
    expect(err).toMatch(/AWS::S3::Bucket\/large: Request body exceeds the limit of \d+ bytes/);
    expect(err).toMatch(/AWS::S3::Bucket\/x+…: 1 validation error detected/);
    expect(Math.max(...err.split('\n').map((line) => line.length))).toBeLessThan(800);
  });

  it('ends with 2 when nothing can be used, or nobody answers', async () => {
    const nothing = await trailkeeper('import', file('none.json', '{'), '--endpoint', 'http://127.0.0.1:9');
    expect(nothing.code).toBe(2);
    const path = file('one.json', JSON.stringify(item('2026-01-01T00:00:00Z', 'Off')));
    const nobody = await trailkeeper('import', path, '--endpoint', 'http://127.0.0.1:9');
    expect(nobody.code).toBe(2);
    expect(nobody.err).toMatch(/--endpoint.*cannot be reached/);
  });
});
