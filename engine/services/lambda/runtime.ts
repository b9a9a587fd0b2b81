// The thread a function runs in: the part of AWS's Node.js runtime a handler can notice. It loads nothing of the engine; the
// handler reaches the engine as it reaches AWS, by the SDK and AWS_ENDPOINT_URL.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import type { FunctionError, Invocation, SandboxData, SandboxMessage } from './protocol.ts';

type Handler = (event: unknown, context: object, callback?: Callback) => unknown;
type Callback = (error: unknown, result?: unknown) => void;

const port = parentPort!;
const { taskRoot, handler: wanted, now: startedAt } = workerData as SandboxData;
const tell = (message: SandboxMessage) => port.postMessage(message);

let virtualNow = startedAt;
let requestId = '';
useEngineTime();
sendOutput();

const loaded = await load().catch((error: unknown) => {
  tell({ kind: 'failed', error: errorOf(error) });
  return undefined;
});
if (loaded) {
  port.on('message', (invocation: Invocation) => void invoke(loaded, invocation));
  tell({ kind: 'ready' });
}

async function load(): Promise<Handler> {
  const dot = wanted.lastIndexOf('.');
  const [file, name] = [wanted.slice(0, dot), wanted.slice(dot + 1)];
  const found = ['.mjs', '.js', '.cjs'].map((end) => path.join(taskRoot, file + end)).find((each) => existsSync(each));
  if (!found) throw runtimeError('Runtime.ImportModuleError', `Error: Cannot find module '${path.basename(file)}'`);
  const module = (await import(pathToFileURL(found).href)) as { default?: Record<string, unknown> };
  const exported = (module as Record<string, unknown>)[name] ?? module.default?.[name];
  if (typeof exported === 'function') return exported as Handler;
  throw runtimeError('Runtime.HandlerNotFound', `${wanted} is undefined or not exported`);
}

async function invoke(handler: Handler, invocation: Invocation): Promise<void> {
  virtualNow = invocation.now;
  requestId = invocation.requestId;
  const until = performance.now() + invocation.timeout;
  const context = {
    ...invocation.context,
    functionVersion: '$LATEST',
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(until - performance.now())),
  };
  try {
    const result = await call(handler, JSON.parse(invocation.payload), context);
    tell({ kind: 'returned', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    console.error('Invoke Error', JSON.stringify(errorOf(error)));
    tell({ kind: 'threw', error: errorOf(error) });
  }
}

/** nodejs24.x knows async handlers only; runtimes before it also hand a callback to a handler that takes three parameters. */
function call(handler: Handler, event: unknown, context: object): unknown {
  if (handler.length < 3 || process.env.AWS_EXECUTION_ENV === 'AWS_Lambda_nodejs24.x') return handler(event, context);
  return new Promise((resolve, reject) => {
    const returned = handler(event, context, (error, result) => (error ? reject(error) : resolve(result)));
    if (returned instanceof Promise) returned.then(resolve, reject);
  });
}

/** The handler's time is the engine's: virtual while that is, standing still during one invocation as all virtual time does. */
function useEngineTime(): void {
  const SystemDate = Date;
  const now = () => virtualNow ?? SystemDate.now();
  globalThis.Date = new Proxy(SystemDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new SystemDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}

/** Lines go to the engine in the order they were written, and before the result: one channel for all. */
function sendOutput(): void {
  const write = (chunk: unknown) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString('utf8');
    const line = text.endsWith('\n') ? text.slice(0, -1) : text;
    if (line) tell({ kind: 'line', text: line });
    return true;
  };
  process.stdout.write = write as typeof process.stdout.write;
  process.stderr.write = write as typeof process.stderr.write;
  const levels = { log: 'INFO', info: 'INFO', debug: 'DEBUG', trace: 'TRACE', warn: 'WARN', error: 'ERROR' } as const;
  for (const [method, level] of Object.entries(levels)) {
    console[method as keyof typeof levels] = (...args: unknown[]) =>
      write(`${new Date().toISOString()}\t${requestId}\t${level}\t${format(...args)}`);
  }
}

function runtimeError(type: string, message: string): Error {
  const error = new Error(message);
  error.name = type;
  return error;
}

function errorOf(error: unknown): FunctionError {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: typeof error === 'string' ? error : (JSON.stringify(error) ?? '') };
  }
  return {
    errorType: error.name || error.constructor.name,
    errorMessage: error.message,
    trace: (error.stack ?? '').split('\n').map((line) => line.replaceAll(taskRoot, '/var/task')),
  };
}
