import type { Fault } from '../errors.ts';
import { didYouMean } from './did-you-mean.ts';
import type { ScriptMetric, ScriptSettings } from './model.ts';
import type { Reader } from './reader.ts';

const METRICS: readonly ScriptMetric[] = [
  'mem-util',
  'mem-used',
  'mem-avail',
  'swap-util',
  'swap-used',
  'disk-space-util',
  'disk-space-used',
  'disk-space-avail',
];
const UNITS = { bytes: 'Bytes', kilobytes: 'Kilobytes', megabytes: 'Megabytes', gigabytes: 'Gigabytes' } as const;
/** Switches about how the script itself ran: nothing here depends on them. */
const RUNNING = [
  'from-cron',
  'verbose',
  'verify',
  'aws-credential-file',
  'aws-access-key-id',
  'aws-secret-key',
  'aws-iam-role',
];
const OTHERS = [
  'mem-used-incl-cache-buff',
  'disk-path',
  'memory-units',
  'disk-space-units',
  'aggregated',
  'auto-scaling',
];

/**
 * The section `"monitoring_scripts": {"switches": "--mem-util --disk-space-util --disk-path=/", "interval": 300}`: the old scripts'
 * command line as it stands in a crontab, with the interval it runs at.
 */
export function readScripts(section: Reader, usual: number, problems: Fault[]): ScriptSettings | undefined {
  if (!section.present) return undefined;
  const fail = (message: string, at: Reader = section) =>
    problems.push({ ...at.place, message: `monitoring_scripts: ${message}` });
  for (const key of section.keys()) {
    if (!['switches', 'interval'].includes(key))
      fail(`unknown key "${key}"${didYouMean(key, ['switches', 'interval'])}`, section.at(key));
  }
  const given = new Map<string, string[]>();
  const known = [...METRICS, ...OTHERS, ...RUNNING];
  for (const written of (section.text('switches') ?? '').split(/\s+/).filter((word) => word.startsWith('--'))) {
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/.exec(written) ?? [];
    if (name === undefined || !known.includes(name))
      fail(`unknown switch ${written}${didYouMean(name ?? '', known)}`, section.at('switches'));
    else given.set(name, [...(given.get(name) ?? []), value ?? '']);
  }
  const metrics = METRICS.filter((name) => given.has(name));
  if (metrics.length === 0) fail('no metric is asked for: add --mem-util or another');
  const diskPaths = given.get('disk-path') ?? [];
  if (metrics.some((name) => name.startsWith('disk')) && diskPaths.length === 0)
    fail('disk metrics need --disk-path=PATH');
  const unit = (name: string, usualUnit: keyof typeof UNITS) => {
    const written = (given.get(name)?.at(-1) ?? usualUnit).toLowerCase();
    const found = Object.entries(UNITS).find(([unit]) => unit === written)?.[1];
    if (!found) fail(`--${name} must be one of ${Object.keys(UNITS).join(', ')}`);
    return found ?? 'Bytes';
  };
  const scope = (name: string) => {
    const written = given.get(name)?.at(-1);
    if (written === undefined) return 'no' as const;
    return written === 'only' ? ('only' as const) : ('also' as const);
  };
  const interval = section.number('interval') ?? usual;
  if (!Number.isInteger(interval) || interval < 1) fail('interval must be a whole number of seconds');
  return {
    ...section.place,
    interval,
    metrics,
    cacheCountsAsUsed: given.has('mem-used-incl-cache-buff'),
    diskPaths,
    memoryUnit: unit('memory-units', 'megabytes'),
    diskUnit: unit('disk-space-units', 'gigabytes'),
    aggregated: scope('aggregated'),
    autoScaling: scope('auto-scaling'),
  };
}
