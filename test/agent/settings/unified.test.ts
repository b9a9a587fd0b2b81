import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { AgentSettingsError } from '../../../agent/errors.ts';
import { settingsFrom } from '../../../agent/settings/load.ts';
import type { AgentSettings } from '../../../agent/settings/model.ts';
import { readUnified } from '../../../agent/settings/unified.ts';
import { sharedData, sharedPath } from '../../support/shared.ts';

const FOLDER = 'unified-agent-configs/';
const read = (text: string, file = 'agent.json') => readUnified([{ file, text }]);
const refusal = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof AgentSettingsError) return error.message;
    throw error;
  }
  throw new Error('was not refused');
};

describe('a unified agent configuration that is wrong', () => {
  it('is refused with the line and the key that was meant', () => {
    const text = `{
  "logs": {
    "logs_collected": { "files": { "collect_list": [
      { "file_path": "/a.log",
        "datetime_format": "%Y" }
    ] } }
  }
}`;
    expect(refusal(text)).toBe(
      'agent.json:5: logs.logs_collected.files.collect_list[0] has an unknown key "datetime_format"; did you mean "timestamp_format"?',
    );
  });

  it('names the line at which the text is no JSON', () => {
    expect(refusal('{\n "agent": {\n  "region": "x",\n }\n}')).toMatch(
      /^agent\.json:4: not JSON: expected a key in quotes, found "}"/,
    );
  });

  it('is refused for an expression that is none, before anything runs', () => {
    const text =
      '{"logs":{"logs_collected":{"files":{"collect_list":[{"file_path":"/a","multi_line_start_pattern":"("}]}}}}';
    expect(() => settingsFrom([{ file: 'a.json', text }])).toThrow(/^a\.json:1: \(: /);
  });

  it('is refused for a token no timestamp has', () => {
    const text = '{"logs":{"logs_collected":{"files":{"collect_list":[{"file_path":"/a","timestamp_format":"%Q"}]}}}}';
    expect(() => settingsFrom([{ file: 'a.json', text }])).toThrow('a.json:1: no token is written %Q');
  });
});

describe('configurations that are appended', () => {
  const files = (...paths: string[]) => ({
    logs: { logs_collected: { files: { collect_list: paths.map((file_path) => ({ file_path })) } } },
  });

  it('collect the files of all', () => {
    const settings = readUnified([
      { file: 'a.json', text: JSON.stringify(files('/a', '/b')) },
      { file: 'b.json', text: JSON.stringify({ ...files('/b', '/c'), agent: { region: 'eu-west-1' } }) },
    ]);
    expect(settings.logs?.files.map(({ glob }) => glob)).toEqual(['/a', '/b', '/c']);
    expect(settings.agent.region).toBe('eu-west-1');
  });

  it('are refused where they contradict each other, with both places', () => {
    const one = { file: 'a.json', text: '{"agent":{"region":"a"}}' };
    const other = { file: 'b.json', text: '{"agent":\n{"region":"b"}}' };
    expect(() => readUnified([one, other])).toThrow('b.json:2: agent.region is "b" here and "a" in a.json:1');
  });
});

describe.skipIf(!sharedData)('the unified agent’s own configurations', () => {
  const folder = sharedPath(FOLDER);
  const configs = sharedData
    ? readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'schema.json')
    : [];
  const cases = sharedData ? readdirSync(`${folder}schema-cases`) : [];

  it.each(configs)('%s is accepted', (name) => {
    expect(() => settingsFrom([{ file: name, text: readFileSync(folder + name, 'utf8') }])).not.toThrow();
  });

  it.each(cases)('%s is judged as its name says', (name) => {
    const judge = () => read(readFileSync(`${folder}schema-cases/${name}`, 'utf8'), name);
    if (name.startsWith('invalid')) expect(judge).toThrow(AgentSettingsError);
    else expect(judge).not.toThrow();
  });

  const translated = sharedData
    ? readdirSync(`${folder}expected`).filter(
        (name) => name.endsWith('.conf') && !/windows|darwin|with_common_config/.test(name),
      )
    : [];

  it.each(translated)('%s: every default is resolved as the original resolves it', (name) => {
    const config = [name.replace('.conf', '.json'), name.replace('_linux.conf', '.json')].find((each) =>
      configs.includes(each),
    );
    if (!config) throw new Error(`no configuration belongs to ${name}`);
    const { settings } = settingsFrom([{ file: config, text: readFileSync(folder + config, 'utf8') }]);
    const expected = parse(readFileSync(`${folder}expected/${name}`, 'utf8')) as unknown as Toml;
    // In a container the original leaves the host's name out by itself.
    if (/_(ecs|eks)_/.test(name)) expected.agent.omit_hostname = settings.agent.omitHostname;
    expect(ours(settings, expected)).toEqual(theirs(expected));
  });
});

interface Toml {
  agent: { interval: string; debug: boolean; omit_hostname: boolean };
  inputs?: Record<string, Record<string, unknown>[]>;
  outputs?: { cloudwatchlogs?: Record<string, unknown>[] };
}

const HERE = ['cpu', 'disk', 'diskio', 'mem', 'net', 'netstat', 'processes', 'procstat', 'statsd', 'swap'];

/** The part of the translation this agent answers for, in one shape. */
function theirs({ agent, inputs = {}, outputs = {} }: Toml) {
  const files = (inputs.logfile ?? []).flatMap(({ file_config }) => (file_config ?? []) as Record<string, unknown>[]);
  const output = outputs.cloudwatchlogs?.[0];
  return {
    interval: agent.interval,
    debug: agent.debug,
    omitHostname: agent.omit_hostname,
    flush: output?.force_flush_interval ?? '5s',
    endpoint: output?.endpoint_override,
    role: output?.role_arn,
    files: files.map((file) => ({
      path: file.file_path,
      group: file.log_group_name,
      stream: file.log_stream_name === '' ? undefined : file.log_stream_name,
      retention: file.retention_in_days,
      groupClass: file.log_group_class || undefined,
      timezone: file.timezone,
      trim: file.trim_timestamp ?? false,
      autoRemoval: file.auto_removal ?? false,
      filters: file.filters ?? [],
      timestamped: file.timestamp_layout !== undefined,
      fromBeginning: file.from_beginning,
    })),
    plugins: HERE.flatMap((name) =>
      (inputs[name] ?? []).map((plugin) => {
        const {
          'aws:StorageResolution': high,
          'aws:AggregationInterval': aggregation,
          ...tags
        } = (plugin.tags ?? {}) as Record<string, string>;
        return {
          name,
          interval: plugin.interval ?? agent.interval,
          fields: plugin.fieldpass ?? [],
          high: high === 'true',
          aggregation,
          tags: Object.fromEntries(Object.entries(tags).filter(([tag]) => !/^(service|deployment)\./.test(tag))),
          resources: plugin.mount_points ?? plugin.devices ?? plugin.interfaces,
          ignore: plugin.ignore_fs ?? [],
          cpu: name === 'cpu' ? [plugin.percpu ?? false, plugin.totalcpu] : undefined,
          selector: plugin.pid_file ?? plugin.exe ?? plugin.pattern,
          statsd: name === 'statsd' ? [plugin.service_address, plugin.metric_separator ?? '_'] : undefined,
        };
      }),
    ),
  };
}

/** The instance the translations were made on. */
const INSTANCE: Readonly<Record<string, string>> = {
  AutoScalingGroupName: 'production-web-asg',
  ImageId: 'ami-0abcdef1234567890',
  InstanceType: 't3.medium',
};
const instance = (value: string): string =>
  value.replace(/^\$\{aws:(\w+)\}$/, (written, name: string) => INSTANCE[name] ?? written);

function ours({ agent, logs, metrics }: AgentSettings, expected: Toml) {
  const written =
    expected.inputs?.logfile?.flatMap(({ file_config }) => (file_config ?? []) as Record<string, unknown>[]) ?? [];
  return {
    interval: `${agent.interval}s`,
    debug: agent.debug,
    omitHostname: agent.omitHostname,
    flush: `${(logs?.flushAfter ?? 5000) / 1000}s`,
    endpoint: logs?.endpoint,
    role: expected.outputs?.cloudwatchlogs ? logs?.roleArn : undefined,
    files: (logs?.files ?? []).map((file, index) => ({
      path: file.glob,
      group: file.group,
      // The translation leaves the stream to the output where the file names none.
      stream:
        written[index]?.log_stream_name === '' || written[index]?.log_stream_name === undefined
          ? undefined
          : file.stream,
      retention: file.retention,
      groupClass: file.groupClass,
      timezone: file.timeZone === 'utc' ? 'UTC' : undefined,
      trim: file.trimTimestamp,
      autoRemoval: file.autoRemoval,
      filters: file.filters.map(({ type, expression }) => ({ expression, type })),
      timestamped: file.timestampFormat !== undefined,
      fromBeginning: file.fromBeginning,
    })),
    plugins: HERE.flatMap((name) =>
      (metrics?.plugins ?? [])
        .filter((plugin) => plugin.name === name)
        .map((plugin) => ({
          name,
          interval: `${plugin.interval}s`,
          fields: plugin.fields.map((field) => field.name),
          high: plugin.highResolution,
          aggregation: plugin.statsd && plugin.statsd.aggregation > 0 ? `${plugin.statsd.aggregation}s` : undefined,
          tags: Object.fromEntries(Object.entries(plugin.dimensions).map(([tag, value]) => [tag, instance(value)])),
          resources: plugin.resources,
          ignore: plugin.disk?.ignoreTypes ?? [],
          cpu: plugin.cpu ? [plugin.cpu.perCpu, plugin.cpu.total] : undefined,
          selector: plugin.procstat?.selector,
          statsd: plugin.statsd ? [plugin.statsd.address, plugin.statsd.separator] : undefined,
        })),
    ),
  };
}
