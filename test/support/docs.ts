import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { awsCommand, awsReadingAddress } from './aws-cli.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A fenced block of a Markdown page. */
export interface Block {
  /** The first word after the fence: ```` ```console ```` has `console`. */
  readonly kind: string;
  /** What follows it on that line: `event.json` of ```` ```json event.json ````. */
  readonly info: string;
  /** Without the fences and the last line break. */
  readonly text: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
}

/** The fenced blocks of a page of this checkout, such as `docs/patterns.md`, in its order. */
export function blocksOf(page: string): Block[] {
  const lines = readFileSync(path.join(root, page), 'utf8').split('\n');
  const blocks: Block[] = [];
  let open: { kind: string; info: string; line: number; lines: string[] } | undefined;
  for (const [index, text] of lines.entries()) {
    const fence = /^```(\S*)\s*(.*)$/.exec(text);
    if (open && fence) {
      blocks.push({ kind: open.kind, info: open.info, line: open.line, text: open.lines.join('\n') });
      open = undefined;
    } else if (open) open.lines.push(text);
    else if (fence) open = { kind: fence[1] ?? '', info: fence[2] ?? '', line: index + 1, lines: [] };
  }
  return blocks;
}

/** A command of a `console` block and what the page says it prints. */
export interface Shown {
  /** Without the `$ ` before it. */
  readonly command: string;
  readonly output: string;
}

/** The commands of a `console` block: a line that begins with `$ ` (and lines after one that ends with `\`), with its output below. */
export function commandsOf({ text }: Block): Shown[] {
  const shown: { command: string; output: string[] }[] = [];
  for (const line of text.split('\n')) {
    const last = shown.at(-1);
    if (line.startsWith('$ ')) shown.push({ command: line.slice(2), output: [] });
    else if (last?.output.length === 0 && last.command.endsWith('\\')) last.command += `\n${line}`;
    else last?.output.push(line);
  }
  return shown.map(({ command, output }) => ({ command, output: output.join('\n') }));
}

/**
 * A shell in a folder in which `trailkeeper`, `npx trailkeeper` and `npm run trailkeeper --` are this checkout's, and `aws` calls the engine
 * of `AWS_ENDPOINT_URL` even where the AWS CLI is too old to read that.
 */
export class DocsShell {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;

  /** @param env more of the environment: `AWS_ENDPOINT_URL` of a running engine, say */
  constructor(folder: string, env: Readonly<Record<string, string>> = {}) {
    this.#folder = folder;
    const bin = path.join(folder, '.bin');
    mkdirSync(bin, { recursive: true });
    const cli = awsReadingAddress ?? awsCommand;
    const start = `exec ${JSON.stringify(process.execPath)} ${JSON.stringify(path.join(root, 'cli/main.ts'))}`;
    const scripts = {
      trailkeeper: `${start} "$@"`,
      npx: `shift; ${start} "$@"`,
      npm: `shift 3; ${start} "$@"`,
      ...(cli
        ? {
            aws: `PATH=${JSON.stringify(process.env.PATH)}\nexec ${cli} \${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} "$@"`,
          }
        : {}),
    };
    for (const [name, line] of Object.entries(scripts)) {
      writeFileSync(path.join(bin, name), `#!/bin/sh\n${line}\n`);
      chmodSync(path.join(bin, name), 0o755);
    }
    this.#env = { ...process.env, ...env, PATH: `${bin}:${process.env.PATH}` };
  }

  /** What a command prints to both outputs, in the end without the last line break, and its exit code. */
  run(command: string): { output: string; code: number | null } {
    const { stdout, status } = spawnSync('bash', ['-c', `{ ${command}\n} 2>&1`], {
      cwd: this.#folder,
      env: this.#env,
      encoding: 'utf8',
      timeout: 240_000,
    });
    return { output: stdout.trimEnd(), code: status };
  }
}
