import { randomUUID } from 'node:crypto';
import { AwsError } from '../errors.ts';
import type { Call, Caller, EngineParts, Operation } from '../service.ts';
import { HttpCall } from './call.ts';
import { type CredentialScope, credentialScope } from './credential.ts';
import type { HttpAnswer, HttpRequest } from './exchange.ts';
import { type Model, modelOf } from './model.ts';
import { awsJson1_1 } from './protocols/aws-json.ts';
import type { Fault, Protocol } from './protocols/protocol.ts';
import { Registry, type Served, type ServedMap } from './registry.ts';
import type { RestMatch } from './rest-router.ts';
import { type Route, route } from './route.ts';
import type { ServiceSchema, StructureShape } from './schemas.ts';
import { unknownCaller } from './unknown-caller.ts';

/** A call that has been answered, for those who keep a record of calls. */
export interface Called {
  /** The service's name in the map of services: `logs`. */
  readonly service: string;
  readonly operation: string;
  readonly call: Call;
  readonly output?: unknown;
  readonly error?: AwsError;
}

export interface FlowOptions {
  /** The engine's parts and services as they are now: a reset replaces them. */
  readonly parts: () => EngineParts;
  readonly services: () => ServedMap;
  /** Who holds an access key; undefined for keys nobody knows, whose holder is the account's root. */
  readonly identify: ((accessKeyId: string) => Caller | undefined) | undefined;
  /** Told each call within the transaction its answer waits for: what it writes is committed with the call's own writes. */
  readonly called: ((called: Called) => void) | undefined;
}

/** What the connection knows beside the request. */
export interface Connection {
  readonly sourceIp: string;
  /** `http://127.0.0.1:4566`, as the caller wrote it. */
  readonly endpoint: string;
  readonly onHangUp: (told: () => void) => void;
}

/** The way of a request: routed, decoded, checked, done, committed, encoded. Always an answer, never a throw. */
export class Flow {
  readonly #options: FlowOptions;
  #registry: { services: ServedMap; registry: Registry } | undefined;

  constructor(options: FlowOptions) {
    this.#options = options;
  }

  async respond(request: HttpRequest, connection: Connection): Promise<HttpAnswer> {
    const requestId = randomUUID();
    const release = this.#options.parts().clock.hold();
    const seen: Seen = { protocol: awsJson1_1, schema: undefined };
    try {
      return await this.#respond(request, connection, requestId, seen);
    } catch (thrown) {
      return this.#fault(request, requestId, seen, thrown);
    } finally {
      release();
    }
  }

  /** The answer to a request whose body could not be taken. */
  refuse(request: HttpRequest, error: unknown): HttpAnswer {
    const seen: Seen = { protocol: awsJson1_1, schema: undefined };
    try {
      seen.protocol = route(request, credentialScope(request), this.#currentRegistry()).protocol;
    } catch {
      // Nothing tells the protocol then: JSON is as good as any.
    }
    return this.#fault(request, randomUUID(), seen, error);
  }

  async #respond(request: HttpRequest, connection: Connection, requestId: string, seen: Seen): Promise<HttpAnswer> {
    const scope = credentialScope(request);
    const routed = route(request, scope, this.#currentRegistry());
    seen.protocol = routed.protocol;
    if (!routed.served || routed.operation === '') throw notServed(routed);
    const { name, definition, service } = routed.served;
    const pending = modelOf(definition);
    const model = pending instanceof Promise ? await pending : pending;
    seen.schema = model.schema;
    const { operation, labels } = operationOf(routed.served, model, routed, request);
    const run = service.operations[operation.name];
    if (!run) throw notImplemented(name, operation.name);
    const exchange = { request, service: model.schema, operation, labels, requestId };
    const input = routed.protocol.read(exchange) as Record<string, unknown>;
    model.checker.check(operation.name, input, operation.input);
    const call = this.#call(request, connection, requestId, scope, input);
    const output = await this.#run(name, operation.name, run, call);
    return routed.protocol.answer(exchange, output);
  }

  async #run(service: string, operation: string, run: Operation, call: Call): Promise<unknown> {
    let output: unknown;
    try {
      const running = run(call as Call<never>);
      output = running instanceof Promise ? await running : running;
    } catch (thrown) {
      const error = this.#asAwsError(thrown);
      await this.#committed({ service, operation, call, error });
      throw error;
    }
    await this.#committed({ service, operation, call, output });
    return output;
  }

  /** Has what the call wrote committed, and with it the record of the call: that alone may fail without failing a call that wrote nothing. */
  async #committed(called: Called): Promise<void> {
    const { store, log } = this.#options.parts();
    const wrote = store.isOpen;
    this.#tell(called);
    try {
      await store.committed();
    } catch (thrown) {
      if (wrote) throw thrown;
      log.error(`the call of ${called.service}:${called.operation} was not recorded`, thrown);
    }
  }

  /** Who keeps a record of calls cannot make them fail. */
  #tell(called: Called): void {
    try {
      this.#options.called?.(called);
    } catch (thrown) {
      this.#options.parts().log.error(`the call of ${called.service}:${called.operation} was not recorded`, thrown);
    }
  }

  #call(
    request: HttpRequest,
    { sourceIp, endpoint, onHangUp }: Connection,
    requestId: string,
    scope: CredentialScope | undefined,
    input: Record<string, unknown>,
  ): Call {
    const { settings } = this.#options.parts();
    const accessKeyId = scope?.accessKeyId ?? '';
    const caller = this.#options.identify?.(accessKeyId) ?? unknownCaller(accessKeyId, settings.account);
    return new HttpCall({
      input,
      account: caller.accountId,
      region: scope?.region ?? settings.region,
      caller,
      requestId,
      sourceIp,
      userAgent: request.headers['user-agent'] ?? '',
      endpoint,
      onHangUp,
    });
  }

  #currentRegistry(): Registry {
    const services = this.#options.services();
    if (this.#registry?.services !== services) this.#registry = { services, registry: new Registry(services) };
    return this.#registry.registry;
  }

  #asAwsError(thrown: unknown): AwsError {
    if (thrown instanceof AwsError) return thrown;
    this.#options.parts().log.error('a request failed', thrown);
    return new AwsError('InternalFailure', 'The request processing has failed because of an unknown error.', {
      status: 500,
      cause: thrown,
    });
  }

  #fault(request: HttpRequest, requestId: string, { protocol, schema }: Seen, thrown: unknown): HttpAnswer {
    const error = this.#asAwsError(thrown);
    return protocol.fault({ request, service: schema, requestId }, faultOf(error, schema));
  }
}

/** How far a request got: the protocol and the service an error is answered in. */
interface Seen {
  protocol: Protocol;
  schema: ServiceSchema | undefined;
}

export function faultOf(error: AwsError, service: ServiceSchema | undefined): Fault {
  const schema = service && errorSchema(service, error.code);
  const modelled = schema?.traits.httpError ?? (schema?.traits.error === 'server' ? 500 : undefined);
  return {
    code: schema?.name ?? error.code,
    message: error.message,
    status: modelled ?? error.status,
    fields: error.fields,
    schema,
  };
}

/** By the error's own name, or by the code it had under the query protocol. */
function errorSchema({ errors }: ServiceSchema, code: string): StructureShape | undefined {
  const named = errors.get(code);
  if (named) return named;
  for (const schema of errors.values()) if (schema.traits.awsQueryError?.[0] === code) return schema;
  return undefined;
}

function operationOf({ name, service }: Served, model: Model, { operation }: Route, request: HttpRequest): RestMatch {
  if (operation === undefined) {
    const match = model.router.match(request, (built) => Object.hasOwn(service.operations, built));
    if (match) return match;
    throw notImplemented(name, `${request.method} ${request.path}`);
  }
  const found = model.schema.operations.get(operation);
  if (!found) throw notImplemented(name, operation);
  return { operation: found, labels: NO_LABELS };
}

const NO_LABELS: Record<string, string> = {};

function notImplemented(service: string, operation: string): AwsError {
  return new AwsError('UnknownOperationException', `trailkeeper does not implement ${service}:${operation} yet`, {
    status: 501,
  });
}

function notServed({ serviceName, operation }: Route): AwsError {
  if (operation === '') {
    return new AwsError('MissingAction', 'The request is missing an action or a required parameter.');
  }
  const what = operation ? `${serviceName}:${operation}` : `the service ${serviceName}`;
  return new AwsError('UnknownOperationException', `trailkeeper does not implement ${what} yet`, { status: 501 });
}
