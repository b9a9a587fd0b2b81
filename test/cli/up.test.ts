import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
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

  it('names a database of something else, and leaves it as it is', async () => {
    const data = `${folder}/foreign`;
    mkdirSync(data);
    const db = new DatabaseSync(`${data}/engine.db`);
    db.exec('CREATE TABLE documents (title TEXT); CREATE TABLE engines (name TEXT)');
    db.close();
    const before = readFileSync(`${data}/engine.db`);
    const { out, err, code } = await trailkeeper('up', '--no-apply', '--port', '0', '--data', data);
    expect([out, code]).toEqual(['', 2]);
    expect(err).toMatch(/^trailkeeper: [^\n]*foreign\/engine\.db is not a Trailkeeper store; give another --data\n$/);
    expect(readFileSync(`${data}/engine.db`).equals(before)).toBe(true);
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
