import type { Cast } from './cast.ts';
import type { Random } from './random.ts';
import { hour, minute, seoulHour } from './time.ts';

/** One value of a metric of an instance, as CloudWatch has it for five minutes. */
export interface HostDatum {
  /** `123456789012/us-east-1` */
  readonly scope: string;
  readonly namespace: 'AWS/EC2';
  readonly name: string;
  readonly dimensions: { readonly InstanceId: string };
  readonly value: number;
  readonly unit: 'Percent' | 'Bytes' | 'Count';
  /** ms since 1970 */
  readonly timestamp: number;
}

const period = 5 * minute;

/** How busy a shop is in each hour of the day in Seoul, from 0 to 1: asleep at four, busiest after dinner. */
const busy = [
  0.35, 0.22, 0.14, 0.1, 0.08, 0.1, 0.18, 0.32, 0.45, 0.52, 0.58, 0.66, 0.72, 0.64, 0.58, 0.56, 0.58, 0.62, 0.7, 0.82,
  0.95, 1, 0.84, 0.56,
];

/** What EC2 measures of the shop's web servers, an hour's worth at a time, oldest first. */
export function hostMetrics(cast: Cast, random: Random, begin: number, end: number): HostDatum[][] {
  const hours: HostDatum[][] = [];
  for (let from = Math.ceil(begin / hour) * hour; from < end; from += hour) {
    const data: HostDatum[] = [];
    for (let at = from; at < Math.min(from + hour, end); at += period) {
      for (const { id } of cast.instances) data.push(...measured(cast, id, at, random));
    }
    hours.push(data);
  }
  return hours;
}

function measured({ account, region }: Cast, InstanceId: string, timestamp: number, random: Random): HostDatum[] {
  const load = busyAt(timestamp) * (0.85 + 0.3 * random.fraction());
  const of = (name: string, unit: HostDatum['unit'], value: number): HostDatum => ({
    scope: `${account}/${region}`,
    namespace: 'AWS/EC2',
    name,
    dimensions: { InstanceId },
    value,
    unit,
    timestamp,
  });
  return [
    of('CPUUtilization', 'Percent', Math.round((3 + 52 * load) * 100) / 100),
    of('NetworkIn', 'Bytes', Math.round(180e6 * load) + random.int(0, 90_000)),
    of('NetworkOut', 'Bytes', Math.round(640e6 * load) + random.int(0, 90_000)),
    of('StatusCheckFailed', 'Count', 0),
  ];
}

/** Between two hours the crowd comes and goes steadily. */
function busyAt(time: number): number {
  const at = seoulHour(time);
  const from = busy[Math.floor(at)] as number;
  const to = busy[(Math.floor(at) + 1) % busy.length] as number;
  return from + (to - from) * (at % 1);
}
