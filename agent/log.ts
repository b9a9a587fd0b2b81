import { appendFileSync, renameSync, statSync } from 'node:fs';

/** The agent's own log. */
export interface AgentLog {
  /** @param topic what it is about: of one topic few lines a minute are written, the others counted */
  say(level: 'info' | 'warn' | 'error', topic: string, message: string): void;
}

const WINDOW = 60_000;
const LINES_PER_WINDOW = 5;
const LARGEST_FILE = 10 * 1024 * 1024;

/**
 * Writes to a file, kept under 20 MB with the one before it, or to standard error. Of one topic at most five lines a minute are
 * written; how many were held back is said with the next.
 */
export function agentLog(file: string | undefined, now: () => number = Date.now): AgentLog {
  const topics = new Map<string, { since: number; written: number; held: number }>();
  const write = file === undefined ? (line: string) => void process.stderr.write(line) : fileWriter(file);
  return {
    say(level, topic, message) {
      const time = now();
      let seen = topics.get(topic);
      if (!seen || time - seen.since > WINDOW) {
        seen = { since: time, written: 0, held: seen?.held ?? 0 };
        topics.set(topic, seen);
      }
      if (seen.written >= LINES_PER_WINDOW) {
        seen.held += 1;
        return;
      }
      seen.written += 1;
      const held = seen.held > 0 ? ` (${seen.held} more like it were not written)` : '';
      seen.held = 0;
      write(`${new Date(time).toISOString()} ${level} ${message.replaceAll(/\s*\n\s*/g, ' ')}${held}\n`);
    },
  };
}

function fileWriter(file: string): (line: string) => void {
  let size: number | undefined;
  return (line) => {
    try {
      size ??= statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size > LARGEST_FILE) {
        renameSync(file, `${file}.1`);
        size = 0;
      }
      appendFileSync(file, line);
      size += line.length;
    } catch {
      // The log's own disk is full or gone: standard error is what is left to say it on.
      process.stderr.write(line);
    }
  };
}
