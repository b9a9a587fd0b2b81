import type { EngineClock } from './clock.ts';
import type { Deliveries } from './deliveries/index.ts';
import type { AwsError } from './errors.ts';
import type { EngineLog } from './log.ts';
import type { EngineSettings } from './settings.ts';
import type { Store } from './store/index.ts';

/** Who made a call, as STS would answer. */
export interface Caller {
  readonly accountId: string;
  readonly accessKeyId: string;
  /** `arn:aws:iam::123456789012:root` when the access key is nobody's the engine knows. */
  readonly arn: string;
  readonly userId: string;
}

/** One request of one operation, decoded and checked against the model's constraints. */
export interface Call<Input = Record<string, unknown>> {
  readonly input: Input;
  readonly account: string;
  readonly region: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  /** The engine's address as the caller wrote it, `http://127.0.0.1:4566`: what links in answers begin with. */
  readonly endpoint: string;
  /** Aborted when the caller hung up: a long poll ends with it. */
  readonly hungUp: AbortSignal;
}

/**
 * What one operation does: the output's members, or an `AwsError` thrown. Everything it writes, it writes through the store,
 * inside `store.write`; the answer goes out once that is committed.
 */
export type Operation<Input = never, Output = unknown> = (call: Call<Input>) => Output | Promise<Output>;

/** What every service is given. */
export interface EngineParts {
  readonly settings: EngineSettings;
  readonly store: Store;
  readonly clock: EngineClock;
  readonly deliveries: Deliveries;
  readonly log: EngineLog;
}

/**
 * One AWS service: a folder whose index defines it. The SDK's client is named here but loaded only when a first request comes,
 * by the HTTP layer, for its schemas; a service itself imports only types from it.
 */
export interface ServiceDefinition<Ports = unknown> {
  /** The SDK's client: `() => import('@aws-sdk/client-cloudwatch-logs')`. */
  readonly sdk: () => Promise<object>;
  /** The name in `engine/http/constraints/` and in credential scopes: `logs`, `monitoring`, `events`, ... */
  readonly signingName: string;
  /** The code a broken constraint is answered with: `InvalidParameterException` at Logs, `ValidationException` at most. */
  readonly validationCode: string;
  /** Another answer to a broken constraint than `validationCode` with the model's words, where AWS gives one. */
  readonly refusal?: (operation: string, input: unknown, message: string) => AwsError | undefined;
  /** Makes the service on the engine's parts: its operations by name, and what `wiring.ts` may use of it. */
  create(parts: EngineParts): Service<Ports>;
}

export interface Service<Ports = unknown> {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly ports: Ports;
  /** Called once after wiring: timers of stored state are set again here. */
  start?(): void;
  /** Ends what the service keeps outside the store (threads, sockets). */
  close?(): Promise<void>;
}

export const defineService = <Ports>(definition: ServiceDefinition<Ports>): ServiceDefinition<Ports> => definition;
