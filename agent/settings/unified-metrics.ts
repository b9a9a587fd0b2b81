import type { Fault } from '../errors.ts';
import { fieldsOf } from '../metrics/fields.ts';
import { didYouMean } from './did-you-mean.ts';
import { env } from './environment.ts';
import {
  type GeneralSettings,
  type MetricField,
  type MetricPlugin,
  type MetricSettings,
  PLUGINS,
  type PluginName,
  type Skipped,
} from './model.ts';
import type { Reader } from './reader.ts';

/** The four dimensions the unified agent fills in from the instance; others are not appended to everything. */
export const INSTANCE_DIMENSIONS: Readonly<Record<string, string>> = Object.fromEntries(
  ['ImageId', 'InstanceId', 'InstanceType', 'AutoScalingGroupName'].map((name) => [name, `\${aws:${name}}`]),
);

const NOT_HERE: Readonly<Record<string, string>> = {
  collectd: 'collectd is not supported yet',
  efa: 'Elastic Fabric Adapter metrics are not supported',
  ethtool: 'ethtool metrics are not supported',
  nvidia_gpu: 'GPU metrics are not supported',
  nvidia_smi: 'GPU metrics are not supported',
  jmx: 'JMX is not this agent\u2019s',
  otlp: 'OpenTelemetry is not this agent\u2019s',
  prometheus: 'Prometheus is not this agent\u2019s',
};

/** The metrics section, resolved; sections and fields that do nothing on a Linux host go to `skipped`. */
export function metricSettings(
  root: Reader,
  general: GeneralSettings,
  skipped: Skipped[],
  problems: Fault[],
): MetricSettings | undefined {
  const metrics = root.at('metrics');
  if (!metrics.present) return undefined;
  const collected = metrics.at('metrics_collected');
  const plugins: MetricPlugin[] = [];
  const dropOriginal = new Set<string>();
  for (const key of collected.keys()) {
    const section = collected.at(key);
    const plugin = PLUGINS.find((name) => name === key);
    if (!plugin) {
      const why = NOT_HERE[key] ?? `no section of a Linux host is called that${didYouMean(key, PLUGINS)}`;
      skipped.push({ ...section.place, section: `metrics.metrics_collected.${key}`, why });
      continue;
    }
    for (const name of section.at('drop_original_metrics').texts()) dropOriginal.add(fullName(plugin, name));
    const parts = plugin === 'procstat' ? section.items() : [section];
    plugins.push(...parts.flatMap((part) => pluginSettings(plugin, part, general, skipped, problems) ?? []));
  }
  const destinations = metrics.at('metrics_destinations');
  if (destinations.at('amp').present) {
    const section = 'metrics.metrics_destinations.amp';
    skipped.push({
      ...destinations.at('amp').place,
      section,
      why: 'Amazon Managed Prometheus is not this agent\u2019s',
    });
    if (!destinations.at('cloudwatch').present) plugins.length = 0;
  }
  return {
    namespace: metrics.text('namespace') ?? 'CWAgent',
    endpoint: metrics.text('endpoint_override'),
    roleArn: env(metrics.at('credentials').text('role_arn')) ?? general.roleArn,
    flushInterval: metrics.number('force_flush_interval') ?? 60,
    appendDimensions: instanceDimensions(metrics.at('append_dimensions'), skipped),
    aggregations: metrics
      .at('aggregation_dimensions')
      .items()
      .map((set) => set.texts()),
    dropOriginal,
    plugins,
  };
}

function instanceDimensions(section: Reader, skipped: Skipped[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(section.textMap())) {
    if (INSTANCE_DIMENSIONS[name] === value) kept[name] = value;
    else {
      const where = { ...section.at(name).place, section: `metrics.append_dimensions.${name}` };
      skipped.push({
        ...where,
        why: `only ${Object.values(INSTANCE_DIMENSIONS).join(', ')} are appended to every metric`,
      });
    }
  }
  return kept;
}

function pluginSettings(
  name: PluginName,
  section: Reader,
  general: GeneralSettings,
  skipped: Skipped[],
  problems: Fault[],
): MetricPlugin | undefined {
  const interval = section.number('metrics_collection_interval') ?? (name === 'statsd' ? 10 : general.interval);
  const aggregation = section.number('metrics_aggregation_interval') ?? 60;
  const fields = name === 'statsd' ? [] : fieldSettings(name, section, skipped);
  if (name !== 'statsd' && fields.length === 0) return undefined;
  const resources = section.at('resources').present ? section.at('resources').texts() : undefined;
  const by = (['pid_file', 'exe', 'pattern'] as const).find((key) => section.at(key).present);
  if (name === 'procstat' && by === undefined)
    problems.push({ ...section.place, message: 'procstat names no process' });
  return {
    ...section.place,
    name,
    interval,
    highResolution: interval < 60 && !(name === 'statsd' && aggregation > 0),
    fields,
    dimensions: section.at('append_dimensions').textMap(),
    resources: resources?.includes('*') ? undefined : resources,
    cpu: name === 'cpu' ? { perCpu: (resources?.length ?? 0) > 0, total: section.flag('totalcpu') ?? true } : undefined,
    disk:
      name === 'disk'
        ? {
            ignoreTypes: section.at('ignore_file_system_types').texts(),
            dropDevice: section.flag('drop_device') ?? false,
          }
        : undefined,
    procstat: by && name === 'procstat' ? { by, selector: section.text(by)! } : undefined,
    statsd:
      name === 'statsd'
        ? {
            address: section.text('service_address') ?? ':8125',
            separator: section.text('metric_separator') ?? '_',
            aggregation,
            pending: section.number('allowed_pending_messages') ?? 10_000,
          }
        : undefined,
  };
}

function fieldSettings(plugin: PluginName, section: Reader, skipped: Skipped[]): MetricField[] {
  const known = fieldsOf(plugin);
  return section
    .at('measurement')
    .items()
    .flatMap((item) => {
      const value = item.value();
      const written = typeof value === 'string' ? value : (item.text('name') ?? '');
      const name = bareName(plugin, written);
      if (known.has(name)) return [{ name, rename: item.text('rename'), unit: item.text('unit') }];
      const where = { ...item.place, section: `metrics.metrics_collected.${plugin}.measurement "${written}"` };
      skipped.push({ ...where, why: `${plugin} has no such field on a Linux host${didYouMean(name, known.keys())}` });
      return [];
    });
}

/** `cpu_usage_idle` and `usage_idle` are the same field of cpu. */
const bareName = (plugin: PluginName, written: string): string =>
  written.startsWith(`${plugin}_`) ? written.slice(plugin.length + 1) : written;

const fullName = (plugin: PluginName, written: string): string =>
  plugin === 'statsd' || written.startsWith(`${plugin}_`) ? written : `${plugin}_${written}`;
