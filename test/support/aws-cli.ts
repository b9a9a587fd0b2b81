import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

interface Cli {
  /** What to run: `aws`, or a path. */
  readonly command: string;
  readonly major: number;
  readonly minor: number;
}

/** The AWS CLIs of this machine, version 2 before version 1: the first of the PATH, and Debian's, which that may hide. */
const clis: readonly Cli[] = ['aws', '/usr/bin/aws']
  .flatMap((command): Cli[] => {
    const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    const [, major, minor] = /^aws-cli\/(\d+)\.(\d+)\./.exec(stdout ?? '') ?? [];
    return major && minor ? [{ command, major: Number(major), minor: Number(minor) }] : [];
  })
  .sort((a, b) => b.major - a.major);

/** What to run as `aws`; undefined where there is no AWS CLI: tests that want one skip then. */
export const awsCommand: string | undefined = clis[0]?.command;

/** Whether that is version 2, which alone knows `logs tail`. */
export const hasVersion2: boolean = clis[0]?.major === 2;

/**
 * What to run where a command calls several services by itself, as `configservice subscribe` does: a CLI that reads `AWS_ENDPOINT_URL`
 * (2.13 and 1.29 were the first to), since `--endpoint-url` is for one service only.
 */
export const awsReadingAddress: string | undefined = clis.find(
  ({ major, minor }) => minor >= (major === 2 ? 13 : 29),
)?.command;

/** How a command is run against an engine: what begins its line, and its environment. */
export function awsAt(url: string, more: Readonly<Record<string, string>> = {}, command = awsCommand) {
  if (!command) throw new Error('there is no AWS CLI here');
  const own = { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const env = { ...process.env, ...own, AWS_DEFAULT_REGION: 'us-east-1', AWS_PAGER: '', ...more };
  return { command, args: ['--endpoint-url', url, '--output', 'json'], env };
}

/** What a command of the AWS CLI prints, run against an engine; rejects with what it says on standard error where it fails. */
export async function aws(
  url: string,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { command, args, env } = awsAt(url, more);
  return (await promisify(execFile)(command, [...args, ...words], { env })).stdout;
}
