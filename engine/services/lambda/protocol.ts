/** What an engine and a sandbox's thread say to each other. Types only: the thread loads nothing of the engine. */

export interface SandboxData {
  /** The folder the package was unpacked to: LAMBDA_TASK_ROOT. */
  readonly taskRoot: string;
  /** `file.export` */
  readonly handler: string;
  /** Virtual time at start, ms since 1970; `undefined` where the system's clock counts. */
  readonly now: number | undefined;
}

/** To the thread. */
export interface Invocation {
  readonly requestId: string;
  /** JSON */
  readonly payload: string;
  readonly context: {
    readonly functionName: string;
    readonly invokedFunctionArn: string;
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    readonly logStreamName: string;
  };
  /** Wall-clock ms left to it. */
  readonly timeout: number;
  readonly now: number | undefined;
}

/** From the thread. */
export type SandboxMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: FunctionError }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'returned'; readonly payload: string }
  | { readonly kind: 'threw'; readonly error: FunctionError };

/** How a handler's error is told to the invoker. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
