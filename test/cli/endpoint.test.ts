import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { trailkeeper } from '../support/cli.ts';
import { engine } from '../support/engine.ts';
import { testFolder } from '../support/folder.ts';

const { folder, file } = testFolder();
const item = {
  resourceType: 'AWS::S3::Bucket',
  resourceId: 'books',
  awsAccountId: '123456789012',
  awsRegion: 'us-east-1',
};
const when = '2026-01-01T00:00:00.000Z';
const items = file(
  'items.ndjson',
  JSON.stringify({ ...item, configurationItemCaptureTime: when, configurationItemStatus: 'OK' }),
);
const keys = file('keys.json', '{"AKIDEXAMPLE":"secret"}');

/** Every command that asks an account, and may ask AWS itself. */
const askers: [string, string[]][] = [
  ['query', ['fields @message', '--log-group', 'trail']],
  ['history', ['books']],
  ['report', []],
  ['collect', []],
  ['test', ['config-rule', 'rules/config']],
];
const writers: [string, string[]][] = [
  ['apply', []],
  ['import', [items]],
];

/** Not whoever runs the tests, nor an account of theirs. */
beforeEach(() => {
  vi.stubEnv('AWS_ENDPOINT_URL', undefined);
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_PROFILE', undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_CONFIG_FILE', `${folder}/none`);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', `${folder}/none`);
});
afterEach(() => vi.unstubAllEnvs());

describe('an account that cannot be asked', () => {
  let pages: Server | undefined;
  afterEach(() => pages?.close());

  it.each(askers)('is told by %s in one line where there are no credentials', async (command, args) => {
    const { out, err, code } = await trailkeeper(command, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^trailkeeper: Could not load credentials.*give --endpoint\n$/);
  });

  it.each([...askers, ...writers])(
    'is told by %s in one line where the signature is refused',
    async (command, args) => {
      const { url } = await engine({ authFile: keys });
      const { out, err, code } = await trailkeeper(command, ...args, '--endpoint', url);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(new RegExp(`^trailkeeper: --endpoint: ${url} refuses: \\w+: .*token.*\n$`));
    },
  );

  it.each([200, 404])('is told in one line where pages of HTML come back with %i', async (status) => {
    pages = createServer((request, response) => {
      request
        .resume()
        .on('end', () => response.writeHead(status, { 'content-type': 'text/html' }).end('<html></html>'));
    }).listen(0, '127.0.0.1');
    await once(pages, 'listening');
    const url = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
    for (const [command, args] of [...askers, ...writers].filter(([name]) => name !== 'collect')) {
      const { out, err, code } = await trailkeeper(command, ...args, '--endpoint', url);
      expect([command, code, out]).toEqual([command, 2, '']);
      expect(err).toMatch(new RegExp(`^trailkeeper: (--endpoint: )?${url} does not answer as AWS does.*\n$`));
    }
  });
});
