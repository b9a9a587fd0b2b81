import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AgentError } from '../errors.ts';
import type { AgentSettings } from '../settings/model.ts';
import { loadBundle } from './bundle.ts';
import { policyFor } from './policy.ts';
import { paths, rotationFile, SERVICE, unitFile, userFile } from './unit.ts';

export interface InstallOptions {
  /** Settings files to be copied. */
  readonly files: readonly string[];
  /** SSM parameters to be followed. */
  readonly parameters: readonly string[];
  /** What the files say; undefined when all settings are in SSM. */
  readonly settings: AgentSettings | undefined;
  /** Another root, for an image: nothing is started there. */
  readonly root: string;
  /** The Node the service starts, as a path in `root`; the one that runs this without it. */
  readonly node?: string;
  readonly region: string | undefined;
  readonly accessKey: { readonly id: string; readonly secret: string } | undefined;
}

const USER = 'trailkeeper-agent';
const OLDEST_NODE = 20;

/**
 * Puts the agent on this host: program, settings, user, unit, log rotation, IAM policy; on the running system it is also started.
 * @returns what was written
 * @throws AgentError when the host is too old, or the files cannot be written
 */
export async function install(options: InstallOptions): Promise<string[]> {
  requireNode(process.versions.node);
  const written: string[] = [];
  const put = (file: string, content: string | Uint8Array, mode: number) => {
    const target = path.join(options.root, file);
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o755 });
    writeFileSync(target, content);
    chmodSync(target, mode);
    written.push(target);
  };
  try {
    put(paths.program, await loadBundle(), 0o755);
    const sources = options.files.map((file) => copySettings(file, options.root, written));
    sources.push(...options.parameters.map((name) => `ssm:${name}`));
    const environment = environmentFile(options);
    if (environment) put(paths.environment, environment, 0o600);
    put(paths.policy, `${JSON.stringify(policyFor(options.settings, options.parameters), null, 2)}\n`, 0o644);
    put(paths.user, userFile(USER), 0o644);
    put(paths.rotation, rotationFile(), 0o644);
    put(paths.unit, unitFile({ node: options.node ?? process.execPath, user: USER, sources }), 0o644);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof AgentError) throw error;
    throw new AgentError(`cannot be installed: ${message}${code === 'EACCES' ? '; run it as root' : ''}`);
  }
  if (options.root === '/') {
    system('systemd-sysusers', paths.user);
    system('systemctl', 'daemon-reload');
    system('systemctl', 'enable', SERVICE);
    // Also where an older one runs.
    system('systemctl', 'restart', SERVICE);
  }
  return written;
}

/**
 * Takes the agent off this host again.
 * @param purge also settings, state and its log: what is not delivered yet is then sent again by whoever comes next
 * @returns what was removed
 */
export function uninstall(root: string, purge: boolean): string[] {
  if (root === '/' && existsSync(paths.unit)) system('systemctl', 'disable', '--now', SERVICE);
  const files: string[] = [paths.unit, paths.rotation, paths.user, path.dirname(paths.program)];
  if (purge) files.push(paths.settings, paths.state, paths.log);
  const removed = files.map((file) => path.join(root, file)).filter((file) => existsSync(file));
  for (const file of removed) rmSync(file, { recursive: true });
  if (root === '/') system('systemctl', 'daemon-reload');
  return removed;
}

/** @throws AgentError on a Node this cannot run on, with what to do */
export function requireNode(version: string): void {
  if (Number(version.split('.')[0]) >= OLDEST_NODE) return;
  throw new AgentError(
    `Node ${version} is too old: the agent needs ${OLDEST_NODE} or later, which needs glibc 2.28 (Amazon Linux 2023, RHEL 8, Debian 10, Ubuntu 20.04); on an older host keep the agent it has, or move the host`,
  );
}

function copySettings(file: string, root: string, written: string[]): string {
  const inside = path.join(paths.settings, path.basename(file));
  const target = path.join(root, inside);
  mkdirSync(path.dirname(target), { recursive: true, mode: 0o755 });
  if (path.resolve(file) !== path.resolve(target)) copyFileSync(file, target);
  chmodSync(target, 0o644);
  written.push(target);
  return inside;
}

function environmentFile({ region, accessKey }: InstallOptions): string {
  const lines = [
    ...(region ? [`AWS_REGION=${region}`] : []),
    ...(accessKey ? [`AWS_ACCESS_KEY_ID=${accessKey.id}`, `AWS_SECRET_ACCESS_KEY=${accessKey.secret}`] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function system(command: string, ...args: string[]): void {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? (error as Error).message).trim();
    throw new AgentError(`${command} ${args.join(' ')}: ${said}`);
  }
}
