import { spawn, spawnSync } from 'node:child_process';

/** Folders of the system a sandbox may write into: what is written lies in memory, and is gone with it. */
const WRITABLE = ['/etc', '/opt', '/var/lib', '/var/log', '/usr/lib/sysusers.d'];

const lines = (script: string): string => `
set -eu
mount -t tmpfs sandbox /mnt
for folder in ${WRITABLE.join(' ')}; do
  mkdir -p "/mnt/up$folder" "/mnt/work$folder"
  mount -t overlay sandbox -o "lowerdir=$folder,upperdir=/mnt/up$folder,workdir=/mnt/work$folder" "$folder"
done
${script}`;

const UNSHARE = '/usr/bin/unshare';
const WITH = ['--mount', '--map-root-user', '/bin/sh', '-c'];

/** Whether this system lets a user have mounts of its own: not every container does. */
export const hasSandbox = spawnSync(UNSHARE, [...WITH, lines('true')]).status === 0;

/** Runs shell lines as root of a system that is this one, but whose files they may change without a trace. */
export function sandboxed(script: string, env: NodeJS.ProcessEnv): Promise<{ output: string; code: number | null }> {
  const child = spawn(UNSHARE, [...WITH, lines(script)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ output, code }));
  });
}
