import { EngineClock } from '../../engine/clock.ts';
import { createDeliveries } from '../../engine/deliveries/index.ts';
import { type HttpOptions, type HttpServer, serveHttp } from '../../engine/http/serve.ts';
import type { EngineLog } from '../../engine/log.ts';
import type { EngineParts, Operation, Service, ServiceDefinition } from '../../engine/service.ts';
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from '../../engine/settings.ts';
import { Store } from '../../engine/store/index.ts';

export interface ServedForTest<Definitions extends Record<string, ServiceDefinition>> extends HttpServer {
  readonly parts: EngineParts;
  readonly services: { [Name in keyof Definitions]: ReturnType<Definitions[Name]['create']> };
  /** What an SDK client needs to reach it. */
  readonly config: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
  };
  /** What the engine would have written to standard error. */
  readonly logged: string[];
}

/** Serves the given services alone, unwired, over real HTTP on a virtual clock that starts at `start`, by default 2026-01-01. */
export async function serveServices<Definitions extends Record<string, ServiceDefinition>>(
  definitions: Definitions,
  { start = Date.UTC(2026, 0, 1), ...options }: { start?: number } & Partial<HttpOptions> = {},
): Promise<ServedForTest<Definitions>> {
  const logged: string[] = [];
  const note = (message: string, about?: unknown) => {
    logged.push(about === undefined ? message : `${message}: ${about instanceof Error ? about.stack : String(about)}`);
  };
  const log: EngineLog = { warn: note, error: note };
  const clock = new EngineClock(start, (error) => log.error('a timer failed', error));
  const store = new Store({ folder: undefined, durability: 'normal' });
  let url = '';
  const settings = {
    account: DEFAULT_ACCOUNT,
    region: DEFAULT_REGION,
    dataFolder: undefined,
    durability: 'normal' as const,
    smtp: undefined,
    actionEndpoints: {},
    confirmedAddresses: [],
    url: () => url,
  };
  const deliveries = createDeliveries({ store, clock, log });
  const parts: EngineParts = { settings, store, clock, deliveries, log };
  const served = new Map<string, { definition: ServiceDefinition; service: Service }>();
  for (const [name, definition] of Object.entries(definitions)) {
    served.set(name, { definition, service: definition.create(parts) });
  }
  const server = await serveHttp({
    host: '127.0.0.1',
    port: 0,
    parts: () => parts,
    services: () => served,
    identify: undefined,
    called: undefined,
    ...options,
  });
  url = server.url;
  for (const { service } of served.values()) service.start?.();
  deliveries.start();
  return {
    ...server,
    parts,
    logged,
    services: Object.fromEntries([...served].map(([name, { service }]) => [name, service])) as never,
    config: {
      endpoint: server.url,
      region: DEFAULT_REGION,
      credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
      maxAttempts: 1,
    },
    async close() {
      await server.close();
      deliveries.stop();
      for (const { service } of served.values()) await service.close?.();
      clock.stop();
      store.close();
    },
  };
}

/** A service of made-up operations, to try the wire with. */
export function madeUp(
  definition: Pick<ServiceDefinition, 'sdk' | 'signingName'> & { validationCode?: string },
  operations: Record<string, Operation>,
): ServiceDefinition {
  return { validationCode: 'ValidationException', ...definition, create: () => ({ operations, ports: {} }) };
}
