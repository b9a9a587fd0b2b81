import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AwsError } from '../../errors.ts';
import { forwards } from './merge.ts';
import { expiryOf } from './retention.ts';
import type { ExportTask, LogsState } from './state.ts';
import type { LogStream } from './stream-table.ts';

/** Where exports go. */
export interface Buckets {
  exists(name: string): boolean;
  put(object: { readonly bucket: string; readonly key: string; readonly body: Uint8Array }): void;
}

/** An object holds about so much text before it is compressed; what is more goes into the next one. */
const OBJECT_CHARACTERS = 32 * 1024 * 1024;
/** Requests are let in after so many events. */
const SLICE = 5000;
/** A task waits so long before it runs: AWS's take from seconds to hours. */
const PENDING_MS = 1000;

const compress = promisify(gzip);

/** Export tasks at work: a stream after the other, gzipped lines of time and message. */
export class ExportRuns {
  readonly #state: LogsState;
  readonly #buckets: Buckets;
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  constructor(state: LogsState, buckets: Buckets) {
    this.#state = state;
    this.#buckets = buckets;
  }

  /** Has a task begin a moment after it was created; at once where that was before a restart. */
  start(scope: string, task: ExportTask): void {
    const { clock, store } = this.#state.parts;
    store.afterCommit(() => clock.at(task.createdAt + PENDING_MS, () => this.#begin(scope, task.id)));
  }

  /** Lets go of what is under way: it is taken up again by the next run. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#running);
  }

  async #begin(scope: string, id: string): Promise<void> {
    const { clock, log } = this.#state.parts;
    const run = this.#run(scope, id).catch((error: unknown) => {
      // A bucket that went away is the task's trouble; anything else is ours too.
      if (!(error instanceof AwsError)) log.error(`the export task ${id} failed`, error);
      const message = error instanceof Error ? error.message : String(error);
      this.#change(scope, id, { status: 'FAILED', message, completedAt: clock.now() });
    });
    this.#running.add(run);
    await run.finally(() => this.#running.delete(run));
  }

  async #run(scope: string, id: string): Promise<void> {
    const task = this.#change(scope, id, { status: 'RUNNING' });
    const group = task && this.#state.groups.get(scope, task.group);
    if (!task) return;
    if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    const from = Math.max(task.from, expiryOf(group, this.#state.parts.clock.now()));
    // `a/b` and `a-b` go to one folder, and are numbered through.
    const numbers = new Map<string, number>();
    for (const stream of this.#state.streams.list(group.id, task.streamPrefix)) {
      for await (const lines of this.#objects(stream, from, task.to)) {
        if (!this.#isWanted(scope, id)) return;
        // A name with slashes would be folders.
        const name = stream.name.replaceAll('/', '-');
        const number = numbers.get(name) ?? 0;
        numbers.set(name, number + 1);
        const key = `${task.prefix}/${id}/${name}/${String(number).padStart(6, '0')}.gz`;
        this.#buckets.put({ bucket: task.bucket, key, body: await compress(lines) });
      }
    }
    if (!this.#isWanted(scope, id)) return;
    this.#change(scope, id, { status: 'COMPLETED', completedAt: this.#state.parts.clock.now() });
  }

  async *#objects(stream: LogStream, from: number, to: number): AsyncGenerator<string> {
    const { chunks } = this.#state;
    let lines: string[] = [];
    let characters = 0;
    let count = 0;
    // The list is read at once: no statement stays open while others write.
    const listed = [...chunks.inStream(stream.id, from, to)];
    for (const { position, message } of forwards(listed, chunks, { timestamp: from, chunk: 0, index: 0 })) {
      if (position.timestamp > to) break;
      const line = `${new Date(position.timestamp).toISOString()} ${message()}\n`;
      lines.push(line);
      characters += line.length;
      if (characters >= OBJECT_CHARACTERS) {
        yield lines.join('');
        lines = [];
        characters = 0;
      }
      if (++count % SLICE === 0) await nextTurn();
    }
    if (lines.length > 0) yield lines.join('');
  }

  #isWanted(scope: string, id: string): boolean {
    return !this.#closed && this.#state.exportTasks.get(scope, id)?.status === 'RUNNING';
  }

  /** Changes a task, unless it was cancelled meanwhile. */
  #change(scope: string, id: string, change: Partial<ExportTask>): ExportTask | undefined {
    const task = this.#state.exportTasks.get(scope, id);
    if (!task || task.status === 'CANCELLED') return undefined;
    const changed = { ...task, ...change };
    this.#state.exportTasks.put(scope, id, changed);
    return changed;
  }
}
