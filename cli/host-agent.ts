import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runAgent } from '../agent/run.ts';
import { loadSettings } from '../agent/settings/load.ts';
import { settingsForThisHost } from '../agent/settings/this-host.ts';
import type { Engine } from '../engine/index.ts';
import { UsageError } from './errors.ts';

/** The host agent beside an engine in the same process, sending to it over the wire. */
export interface HostAgent {
  /** Follows this host's logs and metrics until stopped. */
  start(engine: Engine, region: string): void;
  /** Sends what there is now. */
  once(engine: Engine, region: string): Promise<void>;
  /** Delivers what is under way, and ends. */
  stop(): Promise<void>;
  /** How to see what it sends, for a person. */
  readonly told: string;
}

/**
 * @param wanted a settings file of the agent; `true` is this host's own logs and metrics
 * @param data where its settings, offsets and log are kept
 * @throws UsageError where there is no /proc, AgentSettingsError
 */
export async function hostAgent(wanted: string | true, data: string): Promise<HostAgent> {
  if (!existsSync('/proc/stat')) throw new UsageError('--agent: the host agent runs on Linux');
  const folder = path.join(data, 'agent');
  mkdirSync(folder, { recursive: true });
  const own = path.join(folder, 'settings.json');
  if (wanted === true) writeFileSync(own, settingsForThisHost(Date.now()));
  const sources = [wanted === true ? own : wanted];
  const { settings } = await loadSettings(sources, () => {
    throw new UsageError('--agent: give a file; settings in SSM are not there before the engine is');
  });
  const stopped = new AbortController();
  const log = path.join(folder, 'agent.log');
  const run = (engine: Engine, region: string, once: boolean) =>
    runAgent({
      sources,
      once,
      stateFolder: path.join(folder, 'state'),
      logFile: log,
      to: { url: engine.url, region, credentials: engine.credentials('trailkeeper-agent') },
      signal: stopped.signal,
    });
  let running: Promise<unknown> = Promise.resolve();
  const group = settings.logs?.files[0]?.group ?? settings.logs?.journals[0]?.group;
  return {
    start(engine, region) {
      running = run(engine, region, false).catch((error: Error) => {
        process.stderr.write(`trailkeeper: the host agent has ended: ${error.message}\n`);
      });
    },
    async once(engine, region) {
      await run(engine, region, true);
    },
    async stop() {
      stopped.abort();
      await running;
    },
    told: `
This host's own logs and metrics come in too (the agent's log: ${log}):

${group ? `  aws logs filter-log-events --log-group-name ${group} --query 'events[].message'\n` : ''}  aws cloudwatch list-metrics --namespace ${settings.metrics?.namespace ?? 'CWAgent'}
`,
  };
}
