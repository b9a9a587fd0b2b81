import { Worker } from 'node:worker_threads';
import type { FunctionError, Invocation, SandboxData, SandboxMessage } from './protocol.ts';

// In a checkout the thread runs the source; in the published package the JavaScript built from it.
const RUNTIME = new URL(import.meta.url.endsWith('.ts') ? './runtime.ts' : './runtime.js', import.meta.url);

/** AWS gives a function ten seconds to initialise. */
const INIT_TIMEOUT = 10_000;

export interface SandboxOptions extends SandboxData {
  readonly environment: Readonly<Record<string, string>>;
  readonly memorySize: number;
  /** When its credentials end, ms since 1970. */
  readonly expiresAt: number;
}

export type Outcome =
  | { readonly payload: string; readonly error?: undefined }
  | { readonly payload?: undefined; readonly error: FunctionError };

/** One thread with one function loaded, which serves one invocation at a time. */
export class Sandbox {
  readonly #worker: Worker;
  readonly #ready: Promise<FunctionError | undefined>;
  #settle: ((outcome: Outcome) => void) | undefined;
  /** Lines of the initialisation wait for the invocation that caused it. */
  #early: string[] = [];
  #line: (text: string) => void = (text) => this.#early.push(text);
  #ended: FunctionError | undefined;
  readonly #expiresAt: number;
  /** ms the initialisation took; known after the first invocation began. */
  initDuration: number | undefined;

  constructor({ environment, memorySize, expiresAt, ...data }: SandboxOptions) {
    this.#expiresAt = expiresAt;
    const started = performance.now();
    this.#worker = new Worker(RUNTIME, {
      workerData: data satisfies SandboxData,
      env: environment,
      resourceLimits: { maxOldGenerationSizeMb: memorySize },
      stdout: true,
      stderr: true,
      execArgv: [],
    });
    this.#worker.unref();
    this.#ready = this.#start(started);
  }

  /** Whether it can take an invocation still: a thread that ended, or whose credentials did, cannot. */
  usableAt(now: number): boolean {
    return this.#ended === undefined && now < this.#expiresAt;
  }

  /** Runs one invocation; `line` takes what it writes. Never rejects: every way to fail is an outcome. */
  async invoke(invocation: Invocation, line: (text: string) => void): Promise<Outcome> {
    this.#line = line;
    for (const text of this.#early.splice(0)) line(text);
    const failed = await this.#ready;
    if (failed) return { error: failed };
    const outcome = new Promise<Outcome>((resolve) => {
      this.#settle = resolve;
    });
    this.#worker.postMessage(invocation);
    const timer = setTimeout(() => this.#end(timedOut(invocation)), invocation.timeout);
    try {
      return await outcome;
    } finally {
      clearTimeout(timer);
      this.#settle = undefined;
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #start(started: number): Promise<FunctionError | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#end({ errorType: 'Sandbox.Timedout', errorMessage: 'Init timed out after 10.00 seconds' });
      }, INIT_TIMEOUT);
      const begun = (error?: FunctionError) => {
        clearTimeout(timer);
        this.initDuration = performance.now() - started;
        resolve(error);
      };
      this.#worker.on('message', (message: SandboxMessage) => {
        if (message.kind === 'line') this.#line(message.text);
        else if (message.kind === 'ready') begun();
        else if (message.kind === 'failed') {
          this.#ended = message.error;
          begun(message.error);
        } else if (message.kind === 'returned') this.#settle?.({ payload: message.payload });
        else this.#settle?.({ error: message.error });
      });
      this.#worker.on('error', (error: Error & { code?: string }) => this.#end(threadError(error)));
      this.#worker.on('exit', () => {
        this.#end({ errorType: 'Runtime.ExitError', errorMessage: 'Error: Runtime exited without providing a reason' });
        begun(this.#ended);
      });
    });
  }

  #end(error: FunctionError): void {
    this.#ended ??= error;
    this.#settle?.({ error: this.#ended });
    void this.#worker.terminate();
  }
}

const timedOut = ({ timeout, requestId }: Invocation): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeout / 1000).toFixed(2)} seconds`,
});

const threadError = (error: Error & { code?: string }): FunctionError =>
  error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { errorType: 'Runtime.OutOfMemory', errorMessage: 'Error: Runtime exited with error: signal: killed' }
    : { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
