import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const sstCommand = path.join(root, 'node_modules/.bin/sst');

/** No look for Pulumi and bun, which come from GitHub; npm in place of bun; nothing told to anybody. */
export const quietSst = {
  SST_SKIP_DEPENDENCY_CHECK: '1',
  SST_NO_BUN: '1',
  SST_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
};

/** No install takes longer; ms. */
const INSTALLING = 240_000;

interface Platform {
  /** The `.sst` folder `sst install` made; undefined where it cannot be had. */
  readonly folder: string | undefined;
  readonly reason: string;
}

/**
 * SST's own platform (its components and Pulumi's SDK, some 320 MB) as `sst install` puts it into a project: kept in
 * `node_modules/.cache`, so that it is fetched once for a checkout. It takes a package registry and half a minute.
 */
export async function sstPlatform(): Promise<Platform> {
  if (!existsSync(sstCommand)) return { folder: undefined, reason: 'sst is not installed' };
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules/sst/package.json'), 'utf8')) as {
    version: string;
  };
  const folder = path.join(root, 'node_modules/.cache/trailkeeper', `sst-${version}`);
  const lock = `${folder}.lock`;
  mkdirSync(path.dirname(folder), { recursive: true });
  while (!existsSync(folder) && !taken(lock)) await new Promise((resolve) => setTimeout(resolve, 200));
  try {
    if (!existsSync(folder)) {
      const making = `${folder}.making`;
      rmSync(making, { recursive: true, force: true });
      await install(making);
      renameSync(making, folder);
    }
    return { folder: path.join(folder, '.sst'), reason: '' };
  } catch (error) {
    return { folder: undefined, reason: `sst install: ${(error as Error).message.split('\n')[0]}` };
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Whether the lock is this process's now. One that was left behind holds nobody up for long. */
function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > INSTALLING) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

/** An app of nothing has the same platform as any other. */
const CONFIG = `export default $config({
  app: () => ({ name: 'trailkeeper', home: 'aws', providers: { aws: {} } }),
  async run() {},
});
`;

async function install(folder: string): Promise<void> {
  mkdirSync(path.join(folder, 'home'), { recursive: true });
  writeFileSync(path.join(folder, 'sst.config.ts'), CONFIG);
  writeFileSync(path.join(folder, 'package.json'), '{"name":"trailkeeper","private":true,"type":"module"}');
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const { stderr, stdout } = await promisify(execFile)(sstCommand, ['install', '--stage', 'test'], {
    cwd: folder,
    env: { ...process.env, ...quietSst, XDG_CONFIG_HOME: path.join(folder, 'home') },
    timeout: INSTALLING,
  }).catch((error: { stdout?: string; stderr?: string }) => ({
    stdout: error.stdout ?? '',
    stderr: String(error.stderr),
  }));
  const pulumi = path.join(folder, '.sst/platform/node_modules/@pulumi/aws');
  if (!existsSync(pulumi)) throw new Error(`${stdout}${stderr}`.trim().replaceAll(/\s+/g, ' '));
}
