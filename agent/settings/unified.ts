import { AgentSettingsError, type Fault } from '../errors.ts';
import { encodingLabel } from './encodings.ts';
import { env } from './environment.ts';
import { parseJson } from './json-text.ts';
import { mergeUnified } from './merge.ts';
import type { AgentSettings, FileSource, GeneralSettings, JournalSource, LineFilter, LogSettings } from './model.ts';
import { Reader } from './reader.ts';
import { readScripts } from './scripts.ts';
import { faults } from './shape.ts';
import { metricSettings } from './unified-metrics.ts';
import { unifiedShape } from './unified-shape.ts';

export interface NamedText {
  readonly file: string;
  readonly text: string;
}

/** The unified agent's limit of a message: 1 MiB less its own idea of the header. */
const LONGEST_EVENT = 1_048_576 - 200;
const OWN_LOG = '/opt/aws/amazon-cloudwatch-agent/logs/amazon-cloudwatch-agent.log';

/** Sections this agent knows and has nothing to do for on a Linux host. */
const SKIPPED: readonly (readonly [path: readonly string[], why: string])[] = [
  [['logs', 'logs_collected', 'windows_events'], 'Windows event logs are not on a Linux host'],
  [['logs', 'logs_collected', 'application_signals'], 'Application Signals needs the OpenTelemetry pipeline'],
  [['logs', 'metrics_collected', 'ecs'], 'containers are not this agent\u2019s'],
  [['logs', 'metrics_collected', 'kubernetes'], 'containers are not this agent\u2019s'],
  [['logs', 'metrics_collected', 'prometheus'], 'Prometheus is not this agent\u2019s'],
  [['logs', 'metrics_collected', 'emf'], 'embedded metric format over a socket is not this agent\u2019s'],
  [['logs', 'metrics_collected', 'structuredlog'], 'embedded metric format over a socket is not this agent\u2019s'],
  [['logs', 'metrics_collected', 'app_signals'], 'Application Signals needs the OpenTelemetry pipeline'],
  [['logs', 'metrics_collected', 'application_signals'], 'Application Signals needs the OpenTelemetry pipeline'],
  [['logs', 'metrics_collected', 'otlp'], 'OpenTelemetry is not this agent\u2019s'],
  [['traces'], 'traces are not this agent\u2019s'],
  [['opentelemetry'], 'OpenTelemetry is not this agent\u2019s'],
];

/**
 * Reads unified agent configurations, merged as fetch-config and append-config do, and resolves every default.
 * @throws AgentSettingsError naming file and line
 */
export function readUnified(texts: readonly NamedText[]): Omit<AgentSettings, 'common'> {
  const roots = texts.map(({ file, text }) => {
    const node = parseJson(text, file);
    const wrong = faults(node, unifiedShape, file);
    if (wrong.length > 0) throw new AgentSettingsError(wrong);
    return { file, node };
  });
  const root = new Reader(mergeUnified(roots));
  const problems: Fault[] = [];
  const general = generalSettings(root);
  const logs = logSettings(root, general, problems);
  const skipped = SKIPPED.flatMap(([path, why]) => {
    const section = root.at(...path);
    return section.present ? [{ ...section.place, section: path.join('.'), why }] : [];
  });
  const warnings = unknownRoots(root);
  const metrics = metricSettings(root, general, skipped, problems);
  const scripts = readScripts(root.at('monitoring_scripts'), general.interval, problems);
  if (problems.length > 0) throw new AgentSettingsError(problems);
  return { agent: general, logs, metrics, scripts, skipped, warnings };
}

function generalSettings(root: Reader): GeneralSettings {
  const agent = root.at('agent');
  return {
    interval: agent.number('metrics_collection_interval') ?? 60,
    logFile: agent.text('logfile'),
    region: env(agent.text('region')),
    debug: agent.flag('debug') ?? false,
    roleArn: env(agent.at('credentials').text('role_arn')),
    omitHostname: agent.flag('omit_hostname') ?? false,
    runAsUser: agent.text('run_as_user'),
    stateFolder: agent.text('state_folder'),
  };
}

function logSettings(root: Reader, general: GeneralSettings, problems: Fault[]): LogSettings | undefined {
  const logs = root.at('logs');
  if (!logs.present) return undefined;
  const streamName = env(logs.text('log_stream_name'));
  const flushAfter = 1000 * (logs.number('force_flush_interval') ?? 5);
  // In a container the original writes no log file of its own.
  const contained = ['kubernetes', 'ecs'].some((section) => logs.at('metrics_collected', section).present);
  const ownLog = general.logFile ?? (contained ? '' : OWN_LOG);
  const files = logs
    .at('logs_collected', 'files', 'collect_list')
    .items()
    .map((entry) => fileSource(entry, { streamName, flushAfter, ownLog }, problems));
  const journals = logs
    .at('logs_collected', 'journald', 'collect_list')
    .items()
    .map((entry) => journalSource(entry, streamName));
  return {
    streamName,
    endpoint: logs.text('endpoint_override'),
    roleArn: env(logs.at('credentials').text('role_arn')) ?? general.roleArn,
    flushAfter,
    concurrency: logs.number('concurrency') ?? 1,
    gzip: true,
    asideFile: root.at('agent').text('too_old_too_new_file'),
    files,
    journals,
  };
}

interface Surroundings {
  readonly streamName: string | undefined;
  readonly flushAfter: number;
  /** The agent's own log: its timestamps are not parsed. */
  readonly ownLog: string;
}

function fileSource(entry: Reader, around: Surroundings, problems: Fault[]): FileSource {
  const glob = entry.text('file_path') ?? '';
  if (glob === '') problems.push({ ...entry.place, message: 'file_path is empty' });
  const encoding = encodingLabel(entry.text('encoding') ?? 'utf-8');
  if (encoding === undefined) {
    problems.push({
      ...entry.at('encoding').place,
      message: `no encoding is called ${JSON.stringify(entry.text('encoding'))}`,
    });
  }
  return {
    ...entry.place,
    dialect: 'unified',
    name: glob,
    glob,
    ...destination(entry, around.streamName, glob.replace(/\.[^./]*$/, '')),
    all: entry.flag('publish_multi_logs') ?? false,
    exclude: entry.text('blacklist'),
    fromBeginning: true,
    timestampFormat: glob === around.ownLog ? undefined : entry.text('timestamp_format'),
    timeZone: entry.text('timezone') === 'UTC' ? 'utc' : 'local',
    trimTimestamp: entry.flag('trim_timestamp') ?? false,
    multiLineStart: entry.text('multi_line_start_pattern') ?? '^[\\S]',
    multiLineWait: 5000,
    encoding: encoding ?? 'utf-8',
    autoRemoval: entry.flag('auto_removal') ?? false,
    filters: lineFilters(entry),
    longestEvent: LONGEST_EVENT,
    truncateSuffix: '[Truncated...]',
    skipBlank: false,
    batch: { events: 10_000, bytes: 1_048_576, flushAfter: around.flushAfter },
    fingerprintLines: [1, 1],
  };
}

const journalSource = (entry: Reader, streamName: string | undefined): JournalSource => ({
  ...entry.place,
  ...destination(entry, streamName, ''),
  units: entry.at('units').texts(),
  priority: entry.text('priority') ?? 'info',
  matches: entry
    .at('matches')
    .items()
    .map((match) => match.textMap()),
  filters: lineFilters(entry),
});

const destination = (entry: Reader, streamName: string | undefined, group: string) => ({
  group: entry.text('log_group_name') ?? group,
  stream: entry.text('log_stream_name') ?? streamName ?? '{instance_id}',
  groupClass: entry.text('log_group_class')?.toUpperCase(),
  retention: entry.number('retention_in_days') ?? -1,
});

const lineFilters = (entry: Reader): LineFilter[] =>
  entry
    .at('filters')
    .items()
    .map((filter) => ({
      type: filter.text('type') === 'exclude' ? 'exclude' : 'include',
      expression: filter.text('expression') ?? '',
    }));

const ROOTS = ['agent', 'metrics', 'logs', 'traces', 'opentelemetry', 'monitoring_scripts'];

function unknownRoots(root: Reader): AgentSettings['warnings'] {
  return root
    .keys()
    .filter((key) => !ROOTS.includes(key) && !key.startsWith('$'))
    .map((key) => ({ ...root.at(key).place, message: `"${key}" is no section of this agent and is ignored` }));
}
