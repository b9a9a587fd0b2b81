import { createSocket, type Socket } from 'node:dgram';
import type { StatsdSettings } from '../settings/model.ts';
import type { Collector, Sample } from './sample.ts';

/** One line of StatsD: `name:value|type|@rate|#tag:value`. */
export interface StatsdMetric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'timing' | 'set';
  readonly value: string;
  readonly rate: number;
  readonly tags: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, StatsdMetric['type']>> = {
  c: 'counter',
  g: 'gauge',
  ms: 'timing',
  h: 'timing',
  d: 'timing',
  s: 'set',
};

/** The metrics of one datagram; lines that are none are left out. */
export function parseStatsd(text: string, separator: string): StatsdMetric[] {
  return text.split('\n').flatMap((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) return [];
    const name = line.slice(0, colon).trim().replaceAll('.', separator).replaceAll('/', '-').replaceAll(/\s/g, '_');
    const parts = line
      .slice(colon + 1)
      .trim()
      .split('|');
    const [value, letter, ...rest] = parts;
    const type = TYPES[letter ?? ''];
    if (!value || !type) return [];
    if (type !== 'set' && !Number.isFinite(Number(value))) return [];
    const rate = Number(rest.find((part) => part.startsWith('@'))?.slice(1) ?? 1);
    const tags: Record<string, string> = {};
    for (const tag of rest
      .find((part) => part.startsWith('#'))
      ?.slice(1)
      .split(',') ?? []) {
      const at = tag.indexOf(':');
      if (tag) tags[at < 0 ? tag : tag.slice(0, at)] = at < 0 ? 'true' : tag.slice(at + 1);
    }
    return [{ name, type, value, rate: rate > 0 && rate <= 1 ? rate : 1, tags }];
  });
}

interface Kept {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly type: StatsdMetric['type'];
  sum: number;
  values: number[];
  seen: Set<string>;
}

const MOST_SERIES = 100_000;

/** Listens for StatsD datagrams; a collection empties counters, timings and sets, and says each gauge that was set. */
export class StatsdCollector implements Collector {
  private readonly settings: StatsdSettings;
  private readonly socket: Socket;
  private readonly gauges = new Map<string, number>();
  private kept = new Map<string, Kept>();
  private pending = 0;
  /** Lines that came when too many were waiting. */
  dropped = 0;

  constructor(settings: StatsdSettings, failed: (error: Error) => void) {
    this.settings = settings;
    const [, host, port] = /^(?:udp:\/\/)?(.*?):(\d+)$/.exec(settings.address) ?? [];
    this.socket = createSocket({ type: host?.includes(':') ? 'udp6' : 'udp4', reuseAddr: false });
    this.socket.on('error', failed);
    this.socket.on('message', (message) => this.take(message.toString()));
    this.socket.bind(Number(port ?? 8125), host ? host.replaceAll(/[[\]]/g, '') : undefined);
    this.socket.unref();
  }

  take(text: string): void {
    for (const metric of parseStatsd(text, this.settings.separator)) {
      if (this.pending >= this.settings.pending && metric.type !== 'counter') this.dropped += 1;
      else this.keep(metric);
    }
  }

  collect(): Sample[] {
    const samples = [...this.kept.values()].flatMap(({ name, dimensions, type, sum, values, seen }) => {
      const one = (value: number): Sample => ({ name, field: name, value, dimensions });
      if (type === 'timing') return values.map(one);
      return [one(type === 'set' ? seen.size : sum)];
    });
    this.kept = new Map();
    this.pending = 0;
    return samples;
  }

  close(): void {
    this.socket.close();
  }

  private keep({ name, type, value, rate, tags }: StatsdMetric): void {
    const dimensions = { ...tags, metric_type: type };
    const key = JSON.stringify([name, dimensions]);
    let kept = this.kept.get(key);
    if (!kept) {
      if (this.kept.size >= MOST_SERIES) {
        this.dropped += 1;
        return;
      }
      kept = { name, dimensions, type, sum: 0, values: [], seen: new Set() };
      this.kept.set(key, kept);
    }
    const number = Number(value);
    if (type === 'counter') kept.sum += number / rate;
    else if (type === 'gauge') {
      const before = this.gauges.get(key) ?? 0;
      kept.sum = /^[+-]/.test(value) ? before + number : number;
      this.gauges.set(key, kept.sum);
    } else if (type === 'set') kept.seen.add(value);
    else {
      kept.values.push(number);
      this.pending += 1;
    }
  }
}
