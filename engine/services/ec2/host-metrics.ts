import type { Datum } from '../../../core/metric/index.ts';
import type { MetricDatum } from '../../metric-datum.ts';
import type { Instances } from './instances.ts';

/** Datapoints as they were put to CloudWatch. */
export interface MetricGiven {
  /** `123456789012/us-east-1` */
  readonly scope: string;
  readonly data: readonly Datum[];
}

interface Source {
  /** The metric of `AWS/EC2`. */
  readonly name: string;
  readonly unit: string;
  /** The agent's dimension that tells one part of the host from another, and which parts count. */
  readonly part: string;
  readonly counts: RegExp;
  /** Where it is not the agent's value as it is. */
  readonly value?: (given: number) => number;
}

const minute = 60_000;
const anyCpu = /./;
/** Not the loopback, nor the host's ends of containers' networks. */
const card = /^(?!lo$|docker|veth|br-|cni|cali|virbr)./;
/** Whole disks: what a partition reads is in its disk's figure. */
const disk = /^(nvme\d+n\d+|(x?v|s|h)d[a-z]+)$/;

/**
 * Which of the agent's metrics are which of EC2's. The hypervisor's own view of a host cannot be had here; the guest's is what there is
 * (unverified: how far the two differ).
 */
const sources: ReadonlyMap<string, Source> = new Map([
  [
    'cpu_usage_idle',
    { name: 'CPUUtilization', unit: 'Percent', part: 'cpu', counts: anyCpu, value: (idle) => 100 - idle },
  ],
  ['cpu_usage_active', { name: 'CPUUtilization', unit: 'Percent', part: 'cpu', counts: anyCpu }],
  ['net_bytes_recv', { name: 'NetworkIn', unit: 'Bytes', part: 'interface', counts: card }],
  ['net_bytes_sent', { name: 'NetworkOut', unit: 'Bytes', part: 'interface', counts: card }],
  ['net_packets_recv', { name: 'NetworkPacketsIn', unit: 'Count', part: 'interface', counts: card }],
  ['net_packets_sent', { name: 'NetworkPacketsOut', unit: 'Count', part: 'interface', counts: card }],
  ['diskio_reads', { name: 'DiskReadOps', unit: 'Count', part: 'name', counts: disk }],
  ['diskio_writes', { name: 'DiskWriteOps', unit: 'Count', part: 'name', counts: disk }],
  ['diskio_read_bytes', { name: 'DiskReadBytes', unit: 'Bytes', part: 'name', counts: disk }],
  ['diskio_write_bytes', { name: 'DiskWriteBytes', unit: 'Bytes', part: 'name', counts: disk }],
] satisfies [string, Source][]);

/** Passed while the host reports; a host that falls silent gives no datapoint, as it may be the agent that stopped. */
const statusChecks = [
  'StatusCheckFailed',
  'StatusCheckFailed_Instance',
  'StatusCheckFailed_System',
  'StatusCheckFailed_AttachedEBS',
];

/**
 * `AWS/EC2` out of what agents report, in five-minute periods, or by the minute where an instance is monitored in detail. Status checks
 * are by the minute for every instance. Made as datapoints come, within the write that takes them in.
 * @see AWS, "CloudWatch metrics that are available for your instances"
 */
export class HostMetrics {
  readonly #instances: Instances;
  /** The minute whose status checks an instance has. */
  readonly #checked = new Map<string, number>();

  constructor(instances: Instances) {
    this.#instances = instances;
  }

  from({ scope, data }: MetricGiven): MetricDatum[] {
    return data.flatMap((datum) => {
      const source = sources.get(datum.name);
      const id = source && dimension(datum, 'InstanceId');
      if (source === undefined || id === undefined || !source.counts.test(dimension(datum, source.part) ?? ''))
        return [];
      this.#instances.reported(scope, id);
      const period = this.#instances.isDetailed(scope, id) ? minute : 5 * minute;
      const base = { scope, namespace: 'AWS/EC2', dimensions: { InstanceId: id } };
      const given = source.unit === 'Percent' ? datum.samples.sum / datum.samples.count : datum.samples.sum;
      const value = source.value ? source.value(given) : given;
      const made = { ...base, name: source.name, unit: source.unit, value, timestamp: startOf(datum.at, period) };
      return [made, ...this.#checks(base, startOf(datum.at, minute))];
    });
  }

  #checks(base: Pick<MetricDatum, 'scope' | 'namespace' | 'dimensions'>, at: number): MetricDatum[] {
    const key = `${base.scope} ${base.dimensions.InstanceId}`;
    if ((this.#checked.get(key) ?? 0) >= at) return [];
    this.#checked.set(key, at);
    return statusChecks.map((name) => ({ ...base, name, unit: 'Count', value: 0, timestamp: at }));
  }
}

const dimension = ({ dimensions }: Datum, wanted: string): string | undefined =>
  dimensions.find(({ name }) => name === wanted)?.value;

const startOf = (at: number, period: number): number => Math.floor(at / period) * period;
