import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import {
  type ClientOptions,
  type Endpoint,
  logsClient,
  metricsClient,
  regionOf,
  ssmClient,
} from './delivery/client.ts';
import { pause } from './delivery/stream-writer.ts';
import { AgentError } from './errors.ts';
import { findInstance, type Instance } from './host/instance.ts';
import { type AgentLog, agentLog } from './log.ts';
import { LogPipeline } from './logs/pipeline.ts';
import { fetchParameter } from './settings/central.ts';
import { loadSettings } from './settings/load.ts';
import type { AgentSettings } from './settings/model.ts';
import { noCommon } from './settings/model.ts';

export interface RunOptions {
  /** Paths, or `ssm:NAME`. */
  readonly sources: readonly string[];
  readonly once: boolean;
  readonly stateFolder: string | undefined;
  readonly logFile: string | undefined;
  /** Where to send to; what the settings and the environment say without it. */
  readonly to?: Endpoint;
  /** ms between looks at settings kept in SSM */
  readonly followEvery?: number;
  /** Ends the run. */
  readonly signal: AbortSignal;
}

const FOLLOW_EVERY = 60_000;
/** ms without progress after which `--once` gives up. */
const PATIENCE = 60_000;

/**
 * Runs the agent until the signal, or once over what there is.
 * @returns whether everything was delivered (always, unless once)
 * @throws AgentError for settings or folders that cannot be used
 */
export async function runAgent(options: RunOptions): Promise<boolean> {
  const { to } = options;
  const fetch = async (name: string) =>
    fetchParameter(await ssmClient({ region: undefined, common: noCommon, to }), name);
  const { settings } = await loadSettings(options.sources, fetch);
  const log = agentLog(options.logFile ?? settings.agent.logFile);
  for (const { file, line, message } of settings.warnings) log.say('warn', 'settings', `${file}:${line}: ${message}`);
  for (const { section, why } of settings.skipped)
    log.say('warn', `skipped ${section}`, `${section} is skipped: ${why}`);
  const instance = await findInstance(settings.common.imdsRetries);
  const folder = options.stateFolder ?? settings.agent.stateFolder ?? usualStateFolder();
  takeLock(folder);
  const around = { instance, folder, log, to };
  if (options.once) return once(settings, around);
  await follow(settings, around, { ...options, fetch });
  return true;
}

/** Where offsets are kept without a word about it. */
export const usualStateFolder = (): string =>
  process.getuid?.() === 0 ? '/var/lib/trailkeeper-agent' : path.join(homedir(), '.local/state/trailkeeper-agent');

/** What stays the same when settings change. */
interface Surroundings {
  readonly instance: Instance;
  /** Of the state. */
  readonly folder: string;
  readonly log: AgentLog;
  readonly to: Endpoint | undefined;
}

async function once(settings: AgentSettings, around: Surroundings): Promise<boolean> {
  const { logs, metrics } = await pipelines(settings, around);
  const measured = metrics?.once();
  const delivered = logs ? await logs.once(PATIENCE) : true;
  await measured;
  if (logs) around.log.say('info', 'done', summary(logs));
  return delivered;
}

interface Followed {
  readonly sources: readonly string[];
  readonly signal: AbortSignal;
  readonly followEvery?: number;
  readonly fetch: (name: string) => Promise<string>;
}

/** Runs, and where settings come from SSM looks for changes: a good one is taken on without losing a line, a bad one refused. */
async function follow(first: AgentSettings, around: Surroundings, how: Followed): Promise<void> {
  const { log, folder } = around;
  const central = how.sources.some((source) => source.startsWith('ssm:'));
  let settings = first;
  let seen = JSON.stringify(first);
  let running = await started(settings, around);
  log.say('info', 'started', `following ${settings.logs?.files.length ?? 0} log sources, state in ${folder}`);
  while (!how.signal.aborted) {
    await pause(central ? (how.followEvery ?? FOLLOW_EVERY) : 3_600_000, how.signal);
    if (how.signal.aborted || !central) continue;
    try {
      const next = (await loadSettings(how.sources, how.fetch)).settings;
      const text = JSON.stringify(next);
      if (text === seen) continue;
      await running.stop();
      [settings, seen] = [next, text];
      running = await started(settings, around);
      log.say('info', 'settings', 'the settings have changed and are in use');
    } catch (error) {
      log.say('error', 'settings', `the settings are not changed: ${(error as Error).message}`);
    }
  }
  await running.stop();
  log.say('info', 'stopped', 'stopped');
}

async function started(settings: AgentSettings, around: Surroundings): Promise<{ stop(): Promise<void> }> {
  const { logs, metrics } = await pipelines(settings, around);
  logs?.start();
  metrics?.start();
  return {
    async stop() {
      await Promise.all([logs?.stop(), metrics?.stop()]);
    },
  };
}

async function pipelines(settings: AgentSettings, { instance, folder, log, to }: Surroundings) {
  const region = to?.region ?? regionOf(settings) ?? instance.region;
  if (!region) throw new AgentError('no region: say it in the settings (agent.region, awscli.conf), or set AWS_REGION');
  const options = { region, common: settings.common, to };
  const { logs, metrics, scripts } = settings;
  return {
    logs:
      logs && logs.files.length + logs.journals.length > 0
        ? new LogPipeline({
            settings: logs,
            client: logsClient({ ...options, roleArn: logs.roleArn }, logs.endpoint),
            stateFolder: folder,
            instance,
            log,
          })
        : undefined,
    metrics:
      (metrics && metrics.plugins.length > 0) || scripts
        ? await metricPipeline(settings, options, instance, log)
        : undefined,
  };
}

async function metricPipeline(settings: AgentSettings, options: ClientOptions, instance: Instance, log: AgentLog) {
  const { MetricPipeline } = await import('./metrics/pipeline.ts');
  const { metrics, scripts } = settings;
  return new MetricPipeline({
    settings: metrics,
    scripts,
    omitHostname: settings.agent.omitHostname,
    client: await metricsClient({ ...options, roleArn: metrics?.roleArn }, metrics?.endpoint),
    instance,
    log,
  });
}

function summary({ counters }: LogPipeline): string {
  const told = Object.entries(counters).filter(([, count]) => count > 0);
  return told.map(([name, count]) => `${name} ${count}`).join(', ') || 'nothing to deliver';
}

/** One agent at a time works with a state folder. */
function takeLock(folder: string): void {
  const file = path.join(folder, 'agent.pid');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o750 });
    const other = Number(readIfThere(file));
    if (other > 0 && other !== process.pid && isAgent(other)) {
      throw new AgentError(`${folder}: the agent with process id ${other} works with this state; stop it first`);
    }
    writeFileSync(file, `${process.pid}\n`);
  } catch (error) {
    if (error instanceof AgentError) throw error;
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') {
      throw new AgentError(`${folder}: cannot keep state there (${(error as Error).message}); say where with --state`);
    }
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Whether a process of that id runs an agent: ids are used again. */
const isAgent = (pid: number): boolean => {
  const command = readIfThere(`/proc/${pid}/cmdline`).split('\0');
  return command.some((word) => /trailkeeper|agent\.c?js|cli\/main/.test(word)) && command.includes('run');
};
