import type { Command } from 'commander';
import { type Engine, isLoopback, startEngine } from '../engine/index.ts';
import { DEFAULT_ACCOUNT } from '../engine/settings.ts';
import { apply } from '../infra/apply/index.ts';
import { plan } from '../infra/plan.ts';
import { catalogue } from '../rules/catalogue.ts';
import { builtFor } from './built.ts';
import { UsageError } from './errors.ts';
import { type SettingsFlags, settingsOfEngine, settingsOptions } from './settings.ts';

export interface ServeFlags extends SettingsFlags {
  readonly port: string;
  readonly host: string;
  readonly account: string;
  readonly smtp?: string;
  readonly ec2Endpoint?: string;
  readonly autoscalingEndpoint?: string;
  readonly ssmEndpoint?: string;
  readonly stepfunctionsEndpoint?: string;
  readonly opensearchEndpoint?: string;
  readonly auth?: string;
  readonly durability: string;
  readonly console: boolean;
  readonly testHooks?: boolean;
}

/** The flags `up` and `start` share. */
export const serveOptions = (command: Command): Command =>
  settingsOptions(command)
    .option('--port <port>', 'the port all services are on', '4566')
    .option('--host <address>', 'the address to listen on; other than loopback only with --auth', '127.0.0.1')
    .option('--account <id>', 'the account the engine is', DEFAULT_ACCOUNT)
    .option('--smtp <url>', 'send mail through this server (smtp://user:password@host:port); else it is kept as files')
    .option('--ec2-endpoint <url>', "send what alarms' EC2 actions call to this address; else it is recorded only")
    .option('--autoscaling-endpoint <url>', "the same for alarms' Auto Scaling actions")
    .option('--opensearch-endpoint <url>', 'where Data Firehose finds OpenSearch, whatever domain a stream names')
    .option('--ssm-endpoint <url>', 'start what Config remediations run at this address; else it is planned only')
    .option('--stepfunctions-endpoint <url>', 'start state machines of rules at this address; else it is recorded only')
    .option('--auth <file>', 'verify signatures, with the access keys of this file: {"ACCESS_KEY_ID": "SECRET", ...}')
    .option('--durability <normal|full>', 'full: what is acknowledged survives the loss of power too', 'normal')
    .option('--no-console', 'no page at /')
    .option('--test-hooks', 'allow /_trailkeeper/reset, /clock and /calls');

export interface Serving extends ServeFlags {
  /** The data folder; `undefined` keeps all in memory. */
  readonly data: string | undefined;
  readonly clock: string;
  readonly apply: boolean;
  /** Where a virtual clock starts, ms since 1970. */
  readonly startAt?: number;
}

/**
 * An engine as the flags want it, the plan applied.
 * @throws UsageError, EngineStartError
 */
export async function serve(flags: Serving): Promise<Engine> {
  const settings = await settingsOfEngine(flags);
  if (!isLoopback(flags.host) && flags.auth === undefined) {
    throw new UsageError(
      `--host: ${flags.host} is open to others; give --auth FILE with the access keys they must sign with`,
    );
  }
  if (flags.data === '') throw new UsageError('--data: give the folder to keep state in, or --memory');
  if (!/^\d{12}$/.test(flags.account)) throw new UsageError(`--account: ${flags.account} is not twelve digits`);
  const resources = flags.apply ? plan(catalogue, settings) : [];
  // Bundles are made by a process of their own, while the engine starts.
  const building = flags.apply ? builtFor(resources) : undefined;
  building?.catch(() => {});
  const engine = await startEngine({
    host: flags.host,
    port: portFrom(flags.port),
    account: flags.account,
    region: settings.homeRegion,
    dataFolder: flags.data,
    durability: oneOf('--durability', flags.durability, ['normal', 'full'] as const),
    clock: oneOf('--clock', flags.clock, ['system', 'virtual'] as const),
    startAt: flags.startAt,
    smtp: smtpFrom(flags.smtp),
    actionEndpoints: {
      ec2: webAddress('--ec2-endpoint', flags.ec2Endpoint),
      autoscaling: webAddress('--autoscaling-endpoint', flags.autoscalingEndpoint),
      ssm: webAddress('--ssm-endpoint', flags.ssmEndpoint),
      states: webAddress('--stepfunctions-endpoint', flags.stepfunctionsEndpoint),
    },
    openSearchEndpoint: webAddress('--opensearch-endpoint', flags.opensearchEndpoint),
    authFile: flags.auth,
    testHooks: flags.testHooks ?? false,
    page: flags.console,
    confirmedAddresses: settings.emails,
  });
  if (!building) return engine;
  try {
    await apply(resources, {
      endpoint: engine.url,
      region: settings.homeRegion,
      credentials: engine.credentials('trailkeeper'),
      ...(await building),
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

function portFrom(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new UsageError(`--port: ${text} is not a port (0 to 65535)`);
}

function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw new UsageError(`${flag}: ${value} is not one of ${allowed.join(', ')}`);
}

function smtpFrom(url: string | undefined): string | undefined {
  if (url === undefined) return url;
  const server = URL.parse(url);
  if (server?.hostname && /^smtps?:$/.test(server.protocol)) return url;
  throw new UsageError('--smtp: give an address such as smtp://127.0.0.1:1025');
}

function webAddress(flag: string, url: string | undefined): string | undefined {
  if (url === undefined || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) return url;
  throw new UsageError(`${flag}: give an address such as http://127.0.0.1:5000`);
}
