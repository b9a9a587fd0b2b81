import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CodeStore, unpack } from './code.ts';
import { Sandbox, type SandboxOptions } from './sandbox.ts';
import type { LambdaFunction } from './state.ts';

/** Threads of one function at a time. AWS gives a thousand; a laptop's cores are busy with a few. */
const MOST_AT_ONCE = 4;

interface Pool {
  readonly taskRoot: string;
  readonly idle: Sandbox[];
  readonly waiting: (() => void)[];
  threads: number;
  retired: boolean;
}

export interface Lease {
  readonly sandbox: Sandbox;
  /** Whether the thread was started for this invocation: a cold start. */
  readonly cold: boolean;
  release(): void;
}

/** The threads functions run in: kept warm between invocations, made anew when code or configuration change. */
export class Sandboxes {
  readonly #code: CodeStore;
  readonly #options: (found: LambdaFunction, taskRoot: string) => SandboxOptions;
  readonly #now: () => number;
  readonly #pools = new Map<string, Pool>();
  readonly #open = new Set<Sandbox>();
  #folder: string | undefined;
  #unpacked = 0;

  constructor(
    code: CodeStore,
    options: (found: LambdaFunction, taskRoot: string) => SandboxOptions,
    now: () => number,
  ) {
    this.#code = code;
    this.#options = options;
    this.#now = now;
  }

  /** A thread with the function loaded or loading; waits for one to come free when all are taken. */
  async lease(found: LambdaFunction): Promise<Lease> {
    for (;;) {
      const pool = this.#poolOf(found);
      const idle = pool.idle.pop();
      if (idle?.usableAt(this.#now())) return this.#lend(pool, idle, false);
      if (idle) {
        pool.threads--;
        this.#end(idle);
      }
      if (pool.threads < MOST_AT_ONCE) return this.#lend(pool, this.#make(found, pool), true);
      await new Promise<void>((resolve) => pool.waiting.push(resolve));
    }
  }

  /** Ends the function's threads: those at work when they are done. */
  retire(arn: string): void {
    const pool = this.#pools.get(arn);
    if (!pool) return;
    this.#pools.delete(arn);
    pool.retired = true;
    for (const sandbox of pool.idle) this.#end(sandbox);
    for (const wake of pool.waiting.splice(0)) wake();
  }

  async close(): Promise<void> {
    this.#pools.clear();
    await Promise.all([...this.#open].map((sandbox) => sandbox.close()));
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }

  #lend(pool: Pool, sandbox: Sandbox, cold: boolean): Lease {
    const release = () => {
      if (pool.retired || !sandbox.usableAt(this.#now())) {
        pool.threads--;
        this.#end(sandbox);
      } else pool.idle.push(sandbox);
      pool.waiting.shift()?.();
    };
    return { sandbox, cold, release };
  }

  #make(found: LambdaFunction, pool: Pool): Sandbox {
    const sandbox = new Sandbox(this.#options(found, pool.taskRoot));
    pool.threads++;
    this.#open.add(sandbox);
    return sandbox;
  }

  #end(sandbox: Sandbox): void {
    this.#open.delete(sandbox);
    void sandbox.close();
  }

  #poolOf(found: LambdaFunction): Pool {
    let pool = this.#pools.get(found.arn);
    if (!pool) {
      pool = { taskRoot: this.#unpack(found), idle: [], waiting: [], threads: 0, retired: false };
      this.#pools.set(found.arn, pool);
    }
    return pool;
  }

  #unpack(found: LambdaFunction): string {
    this.#folder ??= mkdtempSync(path.join(tmpdir(), 'trailkeeper-lambda-'));
    const taskRoot = path.join(this.#folder, `${this.#unpacked++}-${found.name}`);
    for (const [name, bytes] of unpack(this.#code.get(found.arn))) {
      const file = path.join(taskRoot, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    return taskRoot;
  }
}
