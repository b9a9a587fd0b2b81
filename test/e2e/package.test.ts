import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the published package, in an empty folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'trailkeeper-package-'));
    await run('npm', ['pack', '--pack-destination', folder], { cwd: root });
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
    await run('npm', ['init', '-y'], { cwd: folder });
    await run('npm', ['install', '--no-audit', '--no-fund', path.join(folder, tarball)], { cwd: folder });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('plays the sample week with what it brings along', async () => {
    const { stdout } = await run('npx', ['trailkeeper', 'start', '--once', '--port', '0'], { cwd: folder });
    expect(stdout).toContain('[MEDIUM] IAM user created: svc-backup by batch-upload');
  });

  it('gives other people’s tests an engine', async () => {
    const program = `
      import { startEngine } from 'trailkeeper/engine';
      const engine = await startEngine({ clock: 'virtual' });
      const { status } = await (await fetch(engine.url + '/_trailkeeper/health')).json();
      await engine.close();
      console.log(status, new Date(engine.clock.now()).toISOString());`;
    writeFileSync(path.join(folder, 'mine.mjs'), program);
    const { stdout } = await run(process.execPath, ['mine.mjs'], { cwd: folder });
    expect(stdout.trim()).toBe('ok 2000-01-01T00:00:00.000Z');
  });

  it('holds no sources, tests or paths of the machine it was built on', async () => {
    const installed = path.join(folder, 'node_modules', 'trailkeeper');
    expect(readdirSync(installed).sort()).toEqual(['LICENSE', 'README.md', 'bin', 'dist', 'package.json']);
    const found = await run('grep', ['-rl', root, path.join(installed, 'dist')]).catch(({ code }) => ({
      stdout: '',
      code,
    }));
    expect(found.stdout).toBe('');
  });
});
