import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Origin } from '../delivery/batch.ts';
import type { StreamWriter } from '../delivery/stream-writer.ts';
import type { AgentLog } from '../log.ts';
import type { JournalSource } from '../settings/model.ts';
import { compiled } from './event-start.ts';

const RESTART_AFTER = 10_000;

/**
 * Follows systemd's journal through `journalctl -o json`. Its cursor is kept once the events before it are acknowledged; without one it
 * begins with what comes from now on, as the unified agent does.
 */
export function followJournal(
  source: JournalSource,
  writer: StreamWriter,
  folder: string,
  log: AgentLog,
): { stop(): Promise<void> } {
  const cursorFile = path.join(
    folder,
    `journal-${createHash('sha1').update(identity(source)).digest('hex').slice(0, 12)}`,
  );
  const cursors = new Cursors(cursorFile, log);
  const filters = source.filters.map(({ type, expression }) => {
    const pattern = compiled(expression);
    return (text: string) => pattern.test(text) === (type === 'include');
  });
  let stopped = false;
  let child: ReturnType<typeof spawn> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let reading = Promise.resolve();

  const start = () => {
    const started = spawn('journalctl', journalArguments(source, cursors.saved), { stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    started.once('error', (error) => log.say('error', 'journal', `journalctl cannot be run: ${error.message}`));
    started.stderr.on('data', (text: Buffer) => log.say('warn', 'journal', `journalctl: ${text.toString().trim()}`));
    started.once('close', () => {
      if (!stopped) timer = setTimeout(start, RESTART_AFTER);
    });
    reading = (async () => {
      for await (const line of createInterface({ input: started.stdout })) {
        while (writer.full && !stopped) await new Promise((resolve) => setTimeout(resolve, 20));
        if (stopped) return;
        const entry = parsed(line);
        if (entry === undefined)
          log.say('warn', 'journal', `journalctl: a line is no JSON and is passed over: ${line}`);
        const text = messageOf(entry?.MESSAGE);
        if (entry === undefined || text === undefined || !filters.every((passes) => passes(text))) continue;
        const time = Math.floor(Number(entry.__REALTIME_TIMESTAMP) / 1000);
        if (!writer.timely(time, Date.now())) {
          writer.leaveOut(time, Date.now(), text);
          continue;
        }
        const message = Buffer.from(text);
        const at = cursors.next(String(entry.__CURSOR));
        writer.add(time, message, 0, Math.min(message.length, 1_048_550), cursors, at, at + 1);
      }
    })();
  };
  start();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      child?.kill();
      await reading;
    },
  };
}

/** The switches of journalctl for a source. */
export function journalArguments(source: JournalSource, cursor: string | undefined): string[] {
  const args = ['--output=json', '--follow', '--no-pager', '--quiet', `--priority=${source.priority}`];
  args.push(...(cursor ? [`--after-cursor=${cursor}`] : ['--lines=0']));
  args.push(...source.units.map((unit) => `--unit=${unit}`));
  for (const [index, match] of source.matches.entries()) {
    if (index > 0) args.push('+');
    args.push(...Object.entries(match).map(([field, value]) => `${field}=${value}`));
  }
  return args;
}

const identity = ({ group, stream, units, priority, matches }: JournalSource): string =>
  JSON.stringify([group, stream, units, priority, matches]);

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A message as text; one that is not text comes as a list of bytes. */
function messageOf(message: unknown): string | undefined {
  if (typeof message === 'string') return message === '' ? undefined : message;
  return Array.isArray(message) ? Buffer.from(message as number[]).toString() : undefined;
}

/** Cursors of events under way; the last one before a gap is kept on disk. */
class Cursors implements Origin {
  saved: string | undefined;
  private readonly file: string;
  private readonly log: AgentLog;
  private readonly cursors = new Map<number, string>();
  private readonly outstanding: { from: number; to: number }[] = [];
  private count = 0;

  constructor(file: string, log: AgentLog) {
    this.file = file;
    this.log = log;
    try {
      this.saved = readFileSync(file, 'utf8').trim() || undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  next(cursor: string): number {
    this.cursors.set(this.count, cursor);
    return this.count++;
  }

  taken(from: number): void {
    this.outstanding.push({ from, to: -1 });
  }

  delivered(from: number, to: number): void {
    const entry = this.outstanding.find((each) => each.from === from);
    if (entry) entry.to = to;
    let last: number | undefined;
    while (this.outstanding[0] && this.outstanding[0].to >= 0) last = this.outstanding.shift()!.to - 1;
    if (last === undefined) return;
    this.saved = this.cursors.get(last);
    for (const key of this.cursors.keys()) if (key <= last) this.cursors.delete(key);
    try {
      writeFileSync(`${this.file}.new`, `${this.saved}\n`);
      renameSync(`${this.file}.new`, this.file);
    } catch (error) {
      this.log.say('error', 'state', `${this.file}: cannot be written (${(error as Error).message})`);
    }
  }
}
