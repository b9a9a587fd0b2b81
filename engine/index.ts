import { rmSync } from 'node:fs';
import path from 'node:path';
import type { EngineClock } from './clock.ts';
import { EngineCore } from './core.ts';
import type { Deliveries } from './deliveries/index.ts';
import { EngineStartError } from './errors.ts';
import { extras } from './extras.ts';
import { type HttpServer, readSecrets, serveHttp } from './http/serve.ts';
import type { EngineLog } from './log.ts';
import { stderrLog } from './log.ts';
import type { Services } from './services.ts';
import { DEFAULT_ACCOUNT, DEFAULT_REGION, type EngineSettings } from './settings.ts';

export { EngineStartError } from './errors.ts';

export interface EngineOptions {
  /** 127.0.0.1 without it; other than loopback only together with `authFile`. */
  readonly host?: string;
  /** 0, any free port, without it. */
  readonly port?: number;
  readonly account?: string;
  readonly region?: string;
  /** Where state is kept; in memory without it. */
  readonly dataFolder?: string;
  readonly durability?: 'normal' | 'full';
  /** A virtual clock starts at `startAt` (2000-01-01T00:00:00Z without it) and moves when told. */
  readonly clock?: 'system' | 'virtual';
  /** ms since 1970 */
  readonly startAt?: number;
  readonly smtp?: string;
  /** Where calls of alarms' EC2 and Auto Scaling actions are sent; those without an address are recorded only. */
  readonly actionEndpoints?: EngineSettings['actionEndpoints'];
  /** Where Data Firehose finds OpenSearch, whatever domain a stream names. */
  readonly openSearchEndpoint?: string;
  /** A file of access keys: signatures are verified against it. */
  readonly authFile?: string;
  /** Allows `/_trailkeeper/reset`, `/clock` and `/calls`. */
  readonly testHooks?: boolean;
  /** Whether `GET /` answers with a page. */
  readonly page?: boolean;
  /** Mail addresses whose subscriptions need no confirmation. */
  readonly confirmedAddresses?: readonly string[];
  readonly log?: EngineLog;
}

export interface EngineCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A running engine. */
export interface Engine {
  /** `http://127.0.0.1:4566`: the endpoint of every service. */
  readonly url: string;
  readonly clock: EngineClock;
  readonly services: Services;
  /** What is on its way, and how it ended. */
  readonly deliveries: Deliveries;
  /** Temporary keys of a role of this name, for who runs the engine: accepted where signatures are verified, too. */
  credentials(name: string): EngineCredentials;
  /** Forgets everything, as if it were started anew. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const VIRTUAL_START = Date.parse('2000-01-01T00:00:00Z');
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/**
 * Starts the embedded AWS.
 *
 * @example
 * const engine = await startEngine({ clock: 'virtual' });
 * const logs = new CloudWatchLogsClient({ endpoint: engine.url, region: 'us-east-1', credentials });
 *
 * @throws EngineStartError when the port is taken, the data folder cannot be used, or the host is open without `authFile`
 */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const { host = '127.0.0.1', port = 0, log = stderrLog, testHooks = false, page = true } = options;
  let server: HttpServer | undefined;
  const settings: EngineSettings = {
    account: options.account ?? DEFAULT_ACCOUNT,
    region: options.region ?? DEFAULT_REGION,
    dataFolder: options.dataFolder,
    durability: options.durability ?? 'normal',
    smtp: options.smtp,
    actionEndpoints: options.actionEndpoints ?? {},
    openSearchEndpoint: options.openSearchEndpoint,
    confirmedAddresses: options.confirmedAddresses ?? [],
    url: () => server?.url ?? `http://${host}:${port}`,
  };
  const keys = options.authFile === undefined ? undefined : readSecrets(options.authFile);
  if (!keys && !isLoopback(host)) {
    throw new EngineStartError(
      `${host} can be reached from outside: give --auth FILE with access keys, or a loopback --host`,
    );
  }
  const startAt = options.clock === 'virtual' ? (options.startAt ?? VIRTUAL_START) : undefined;
  const open = () => new EngineCore(settings, startAt, log, testHooks);
  let core = open();

  const reset = async () => {
    await core.close();
    if (settings.dataFolder) forget(settings.dataFolder);
    core = open();
    core.start();
  };

  try {
    server = await serveHttp({
      host,
      port,
      parts: () => core.parts,
      services: () => core.served,
      identify: (accessKeyId) => core.identify(accessKeyId),
      secrets: keys && ((accessKeyId) => keys(accessKeyId) ?? core.secretOf(accessKeyId)),
      called: (called) => core.called(called),
      extras: extras({ core: () => core, reset, testHooks, page, guarded: keys !== undefined }),
    });
  } catch (error) {
    await core.close();
    throw error;
  }
  core.start();
  const { url } = server;
  return {
    url,
    get clock() {
      return core.parts.clock;
    },
    get services() {
      return core.services;
    },
    get deliveries() {
      return core.parts.deliveries;
    },
    credentials: (name) => {
      const session = core.services.sts.ports.assume(`arn:aws:iam::${settings.account}:role/${name}`, name);
      const { accessKeyId, secretAccessKey, sessionToken } = session;
      return { accessKeyId, secretAccessKey, sessionToken };
    },
    reset,
    close: async () => {
      await server?.close();
      await core.close();
    },
  };
}

/** What the engine keeps in its data folder, and nothing else that may be there. */
function forget(folder: string): void {
  for (const name of ['engine.db', 'engine.db-wal', 'engine.db-shm', 'inbox', 's3']) {
    rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

export const isLoopback = (host: string): boolean => LOOPBACK.test(host);
