import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { Instance } from '../../agent/host/instance.ts';
import type { AgentLog } from '../../agent/log.ts';
import { LogPipeline } from '../../agent/logs/pipeline.ts';
import { settingsFrom } from '../../agent/settings/load.ts';
import { clientOptions } from './engine.ts';

/** A host that is not on EC2. */
export const host: Instance = {
  hostname: 'host-1',
  ipAddress: '10.0.0.1',
  instanceId: undefined,
  instanceType: undefined,
  imageId: undefined,
  accountId: undefined,
  region: undefined,
  autoScalingGroup: undefined,
  localHostname: undefined,
};

/** A log that keeps what is said. */
export function heard(): AgentLog & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, say: (level, _topic, message) => void lines.push(`${level} ${message}`) };
}

export const folder = (): string => mkdtempSync(path.join(tmpdir(), 'agent-'));

/** A log pipeline over settings as they are written, against an endpoint. */
export function pipeline(url: string, text: string, home: string, log = heard()) {
  const file = path.join(home, text.trimStart().startsWith('{') ? 'agent.json' : 'awslogs.conf');
  writeFileSync(file, text);
  const { settings } = settingsFrom([{ file, text }]);
  if (!settings.logs) throw new Error('the settings collect no logs');
  const client = new CloudWatchLogsClient(clientOptions({ url }));
  return new LogPipeline({
    settings: settings.logs,
    client,
    stateFolder: path.join(home, 'state'),
    instance: host,
    log,
    every: 20,
  });
}
