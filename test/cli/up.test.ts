import { chmodSync, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { trailkeeper } from '../support/cli.ts';
import { testFolder } from '../support/folder.ts';

const { folder, file } = testFolder();

describe('up', () => {
  it('names a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { out, err, code } = await trailkeeper('up', '--memory', '--no-apply', '--port', String(port));
    server.close();
    expect([out, code]).toEqual(['', 2]);
    expect(err).toMatch(new RegExp(`^trailkeeper: [^\\n]*${port}[^\\n]*\\n$`));
  });

  it('names a data folder that is a file', async () => {
    const data = file('taken', 'not a folder');
    const { out, err, code } = await trailkeeper('up', '--no-apply', '--port', '0', '--data', data);
    expect([out, code]).toEqual(['', 2]);
    expect(err).toMatch(/^trailkeeper: the data folder [^\n]*taken cannot be used[^\n]*--data\n$/);
  });

  it.skipIf(process.getuid?.() === 0)('names a data folder that it may not write', async () => {
    const data = `${folder}/readonly`;
    mkdirSync(data);
    chmodSync(data, 0o500);
    const { err, code } = await trailkeeper('up', '--no-apply', '--port', '0', '--data', data);
    expect(code).toBe(2);
    expect(err).toMatch(/^trailkeeper: the data folder [^\n]*readonly cannot be used[^\n]*\n$/);
  });
});
