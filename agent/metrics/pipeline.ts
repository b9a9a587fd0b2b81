import type { CloudWatchClient, MetricDatum } from '@aws-sdk/client-cloudwatch';
import { failureOf } from '../delivery/backoff.ts';
import type { Instance } from '../host/instance.ts';
import type { AgentLog } from '../log.ts';
import type { MetricPlugin, MetricSettings, ScriptSettings } from '../settings/model.ts';
import { collectorFor } from './collectors.ts';
import { datums, type Point, rolledUp, unitNamed } from './datums.ts';
import { fieldsOf } from './fields.ts';
import { procAt } from './proc.ts';
import type { Collector, Sample } from './sample.ts';
import { type ScriptReading, scriptReadings } from './scripts.ts';

export interface MetricPipelineOptions {
  readonly settings: MetricSettings | undefined;
  readonly scripts: ScriptSettings | undefined;
  readonly omitHostname: boolean;
  readonly client: CloudWatchClient;
  readonly instance: Instance;
  readonly log: AgentLog;
  readonly now?: () => number;
}

const MOST_DATUMS = 1000;
/** Points kept while the endpoint is away; the oldest go first. */
const MOST_KEPT = 50_000;
const SCRIPTS_NAMESPACE = 'System/Linux';
const SECOND_READING = 1_000;

/** Host metrics on their way to CloudWatch. */
export class MetricPipeline {
  private readonly options: MetricPipelineOptions;
  private readonly plugins: readonly { plugin: MetricPlugin; collector: Collector }[];
  private readonly appended: Readonly<Record<string, string>>;
  private readonly timers: NodeJS.Timeout[] = [];
  private waiting = new Map<string, Point[]>();
  private unsent = new Map<string, MetricDatum[]>();
  /** Points given up because too many were waiting. */
  dropped = 0;
  private sending: Promise<void> = Promise.resolve();

  constructor(options: MetricPipelineOptions) {
    this.options = options;
    const { settings, log } = options;
    this.plugins = (settings?.plugins ?? []).map((plugin) => ({
      plugin,
      collector: collectorFor(plugin, (error) => log.say('error', plugin.name, `${plugin.name}: ${error.message}`)),
    }));
    this.appended = appendedDimensions(options);
  }

  /** Reads and sends until stopped. */
  start(): void {
    const { settings, scripts } = this.options;
    for (const each of this.plugins) {
      void this.read(each.plugin, each.collector);
      this.every(each.plugin.interval, () => this.read(each.plugin, each.collector));
    }
    if (scripts) {
      void this.readScripts(scripts);
      this.every(scripts.interval, () => this.readScripts(scripts));
    }
    this.every(Math.min(settings?.flushInterval ?? 60, 60), () => this.flush());
  }

  /** Reads twice, a second apart, so that there is a difference to send; sends, and ends. */
  async once(): Promise<void> {
    const { scripts } = this.options;
    await Promise.all(this.plugins.map(({ plugin, collector }) => this.read(plugin, collector)));
    this.waiting.clear();
    await new Promise((resolve) => setTimeout(resolve, SECOND_READING));
    await Promise.all(this.plugins.map(({ plugin, collector }) => this.read(plugin, collector)));
    if (scripts) await this.readScripts(scripts);
    await this.stop();
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.flush();
    for (const { collector } of this.plugins) collector.close?.();
  }

  private every(seconds: number, act: () => Promise<void>): void {
    this.timers.push(setInterval(() => void act(), seconds * 1000));
  }

  private async read(plugin: MetricPlugin, collector: Collector): Promise<void> {
    const { settings, log, now = Date.now } = this.options;
    try {
      const samples = await collector.collect();
      const aggregated = (plugin.statsd?.aggregation ?? 0) * 1000;
      const time = aggregated > 0 ? Math.floor(now() / aggregated) * aggregated : now();
      const points = samples.flatMap((sample) => this.point(plugin, sample, time));
      this.keep(settings!.namespace, points);
    } catch (error) {
      log.say('error', plugin.name, `${plugin.name}: cannot be read (${(error as Error).message})`);
    }
  }

  private point(plugin: MetricPlugin, sample: Sample, time: number): Point[] {
    const { settings } = this.options;
    const asked = plugin.fields.find(({ name }) => name === sample.field);
    if (!asked && plugin.name !== 'statsd') return [];
    const full = sample.name ?? `${plugin.name}_${sample.field}`;
    const point: Point = {
      name: asked?.rename ?? full,
      unit: asked?.unit ? unitNamed(asked.unit) : (fieldsOf(plugin.name).get(sample.field) ?? 'None'),
      value: sample.value,
      dimensions: { ...this.appended, ...this.filledIn(plugin.dimensions), ...sample.dimensions },
      time,
      highResolution: plugin.highResolution,
    };
    const points = rolledUp(point, settings!.aggregations);
    return settings!.dropOriginal.has(full) ? points.slice(1) : points;
  }

  /** `${aws:InstanceType}` and its like stand for what the instance is; what is not known is left out. */
  private filledIn(dimensions: Readonly<Record<string, string>>): Record<string, string> {
    const known = instanceDimensions(this.options.instance);
    return Object.fromEntries(
      Object.entries(dimensions).flatMap(([name, value]) => {
        const placeholder = /^\$\{aws:(\w+)\}$/.exec(value)?.[1];
        const found = placeholder === undefined ? value : known[placeholder];
        return found === undefined ? [] : [[name, found]];
      }),
    );
  }

  private async readScripts(scripts: ScriptSettings): Promise<void> {
    const { instance, log, now = Date.now } = this.options;
    try {
      const readings = await scriptReadings(procAt(), scripts);
      const time = now();
      const points = readings.flatMap((reading) =>
        scriptDimensions(reading, scripts, instance).map((dimensions) => ({
          ...reading,
          dimensions,
          time,
          highResolution: false,
        })),
      );
      this.keep(SCRIPTS_NAMESPACE, points);
    } catch (error) {
      log.say('error', 'scripts', `monitoring_scripts: cannot be read (${(error as Error).message})`);
    }
  }

  private keep(namespace: string, points: readonly Point[]): void {
    const kept = [...(this.waiting.get(namespace) ?? []), ...points];
    this.dropped += Math.max(0, kept.length - MOST_KEPT);
    this.waiting.set(namespace, kept.slice(-MOST_KEPT));
  }

  private flush(): Promise<void> {
    this.sending = this.sending.then(() => this.send());
    return this.sending;
  }

  private async send(): Promise<void> {
    const { client, log } = this.options;
    for (const [namespace, points] of this.waiting) {
      this.unsent.set(namespace, [...(this.unsent.get(namespace) ?? []), ...datums(points)]);
    }
    this.waiting = new Map();
    const { PutMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
    for (const [Namespace, all] of this.unsent) {
      let sent = 0;
      try {
        for (; sent < all.length; sent += MOST_DATUMS) {
          const MetricData = all.slice(sent, sent + MOST_DATUMS);
          await client.send(new PutMetricDataCommand({ Namespace, MetricData }));
        }
      } catch (error) {
        log.say(
          'error',
          'metrics',
          `metrics of ${Namespace} are not sent: ${(error as Error).name}: ${(error as Error).message}`,
        );
        // What AWS will never take is let go; anything else is tried again with the next.
        if (failureOf(error) === 'refused') {
          this.dropped += Math.min(MOST_DATUMS, all.length - sent);
          sent += MOST_DATUMS;
        }
      }
      const left = all.slice(sent);
      this.dropped += Math.max(0, left.length - MOST_KEPT);
      this.unsent.set(Namespace, left.slice(-MOST_KEPT));
    }
  }
}

const instanceDimensions = (instance: Instance): Readonly<Record<string, string | undefined>> => ({
  ImageId: instance.imageId,
  InstanceId: instance.instanceId,
  InstanceType: instance.instanceType,
  AutoScalingGroupName: instance.autoScalingGroup,
});

/** What stands on every metric: the instance's dimensions where they are asked for and known, else the host's name. */
function appendedDimensions({ settings, instance, omitHostname, log }: MetricPipelineOptions): Record<string, string> {
  const known = instanceDimensions(instance);
  const asked = Object.keys(settings?.appendDimensions ?? {});
  const found = Object.fromEntries(asked.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])));
  if (asked.length > 0 && Object.keys(found).length === 0) {
    log.say('warn', 'dimensions', `${asked.join(', ')}: not known off EC2; the dimension host stands instead`);
  }
  if (Object.keys(found).length > 0 || omitHostname) return found;
  return { host: instance.hostname };
}

/** The old scripts' sets of dimensions; those of a disk stay on each. */
function scriptDimensions(
  reading: ScriptReading,
  scripts: ScriptSettings,
  instance: Instance,
): Record<string, string>[] {
  const own = reading.dimensions;
  const by = (name: string, value: string | undefined) => (value === undefined ? [] : [{ [name]: value, ...own }]);
  const aggregated = [...by('InstanceType', instance.instanceType), ...by('ImageId', instance.imageId), { ...own }];
  const scaling = by('AutoScalingGroupName', instance.autoScalingGroup);
  const only = scripts.aggregated === 'only' || scripts.autoScaling === 'only';
  return [
    ...(only ? [] : by('InstanceId', instance.instanceId ?? instance.hostname)),
    ...(scripts.autoScaling === 'no' ? [] : scaling),
    ...(scripts.aggregated === 'no' ? [] : aggregated),
  ];
}
