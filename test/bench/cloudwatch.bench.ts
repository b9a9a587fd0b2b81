/**
 * Datapoints per second through the wire, 100 a PutMetricData at concurrency 8, acknowledged when committed to disk, beside the same client
 * against a server that answers at once; then alarms evaluated over one simulated day at three sizes, the least of three runs of each, and
 * the memory of a series-day of 1,000,000 datapoints. Servers and runs have a process of their own.
 *
 * node test/bench/cloudwatch.bench.ts [wire|alarms|memory]
 */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudWatchClient, type PutMetricAlarmCommandInput, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { EngineClock } from '../../engine/clock.ts';
import { createDeliveries } from '../../engine/deliveries/index.ts';
import { stderrLog } from '../../engine/log.ts';
import type { Operation } from '../../engine/service.ts';
import { cloudwatch } from '../../engine/services/cloudwatch/index.ts';
import { Store } from '../../engine/store/index.ts';

const SECONDS = 5;
const CONCURRENCY = 8;
const BATCH = 100;
const BAR = 0.6;
const SCOPE = '123456789012/us-east-1';
const bench = fileURLToPath(import.meta.url);
const [role, option] = process.argv.slice(2);

if (role === 'engine') {
  const { startEngine } = await import('../../engine/index.ts');
  const engine = await startEngine({ dataFolder: option });
  process.send?.(engine.url);
} else if (role === 'empty') {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
} else {
  const parts = { wire, alarms, memory, day };
  if (role !== undefined) await parts[role as keyof typeof parts]();
  // A process for each, so that what one leaves behind is not counted against the next.
  else
    for (const part of ['wire', 'alarms', 'memory']) spawnSync(process.execPath, [bench, part], { stdio: 'inherit' });
}

async function wire(): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), 'cloudwatch-bench-'));
  try {
    const before = await measure('empty');
    const engine = await measure('engine', data);
    const after = await measure('empty');
    const empty = (before + after) / 2;
    const show = (perSecond: number) => `${Math.round(perSecond).toLocaleString('en')} datapoints/s`;
    console.log(`empty server  ${show(empty)} (${show(before)}, ${show(after)})`);
    console.log(`engine        ${show(engine)}, ratio ${(engine / empty).toFixed(2)} (bar ${BAR})`);
  } finally {
    rmSync(data, { recursive: true });
  }
}

async function measure(...server: string[]): Promise<number> {
  const { url, child } = await served(server);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new CloudWatchClient({
    endpoint: url,
    region: 'us-east-1',
    credentials,
    disableRequestCompression: true,
  });
  await run(client, 1);
  const rate = await run(client, SECONDS);
  child.kill();
  return rate;
}

function served(args: string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(bench, args);
  return new Promise((resolve) => child.once('message', (url) => resolve({ url: String(url), child })));
}

/** @returns datapoints put a second */
async function run(client: CloudWatchClient, seconds: number): Promise<number> {
  const began = performance.now();
  let put = 0;
  const worker = async (_: unknown, host: number) => {
    while (performance.now() - began < seconds * 1000) {
      const MetricData = Array.from({ length: BATCH }, (_, index) => ({
        MetricName: `metric${index % 50}`,
        Dimensions: [{ Name: 'Host', Value: `host-${host}` }],
        Value: (put + index) % 97,
        Unit: 'Milliseconds' as const,
      }));
      await client.send(new PutMetricDataCommand({ Namespace: 'bench', MetricData }));
      put += BATCH;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return (1000 * put) / (performance.now() - began);
}

/** The service alone, in this process, on a virtual clock. */
function inProcess(folder?: string) {
  const clock = new EngineClock(Date.UTC(2026, 10, 21), (error) => stderrLog.error('a timer failed', error));
  const store = new Store({ folder, durability: 'normal' });
  const deliveries = createDeliveries({ store, clock, log: stderrLog });
  const settings = {
    account: '123456789012',
    region: 'us-east-1',
    dataFolder: undefined,
    durability: 'normal' as const,
    smtp: undefined,
    actionEndpoints: {},
    confirmedAddresses: [],
    url: () => '',
  };
  const service = cloudwatch.create({ settings, store, clock, deliveries, log: stderrLog });
  service.start?.();
  const call = (operation: string, input: object) =>
    (service.operations[operation] as Operation<object>)({
      input,
      account: '123456789012',
      region: 'us-east-1',
    } as Parameters<Operation<object>>[0]);
  return { service, clock, store, call };
}

function alarms(): void {
  const sizes = [10_000, 15_000, 20_000];
  const days = sizes.map((count) => ({
    count,
    evaluating: Number.POSITIVE_INFINITY,
    putting: Number.POSITIVE_INFINITY,
  }));
  for (let run = 0; run < 3; run++) {
    for (const day of days) {
      const { stdout } = spawnSync(process.execPath, [bench, 'day', `${day.count}`], { encoding: 'utf8' });
      const seconds = JSON.parse(stdout) as Pick<typeof day, 'evaluating' | 'putting'>;
      day.evaluating = Math.min(day.evaluating, seconds.evaluating);
      day.putting = Math.min(day.putting, seconds.putting);
    }
  }
  const costs = days.map(({ count, evaluating }) => evaluating / count);
  for (const [index, { count, evaluating, putting }] of days.entries()) {
    const number = (value: number) => Math.round(value).toLocaleString('en');
    console.log(
      `${number(count).padStart(6)} alarms over ${number(count / 10)} metrics, one day: ${evaluating.toFixed(1)} s of CPU, ` +
        `${number((count * 1440) / evaluating)} evaluations/s, cost per alarm ${(costs[index]! / costs[0]!).toFixed(2)} of the smallest; ` +
        `putting ${number(count * 144)} datapoints took ${putting.toFixed(1)} s`,
    );
  }
}

/** Evaluates so many alarms for one simulated day. Prints the seconds of CPU of that, and of putting and committing the datapoints. */
async function day(): Promise<void> {
  const count = Number(option);
  const { service, clock, store, call } = inProcess();
  const metrics = count / 10;
  for (let index = 0; index < count; index++) {
    // Every metric has alarms of each kind, however many there are.
    const kind = Math.floor(index / metrics) % 3;
    const input: PutMetricAlarmCommandInput = {
      AlarmName: `alarm-${index}`,
      Namespace: 'bench',
      MetricName: `metric${index % metrics}`,
      Statistic: (['Average', 'Sum', 'Maximum'] as const)[kind],
      Period: [60, 300, 900][kind],
      EvaluationPeriods: 1 + kind,
      Threshold: [95, 500, 95][kind],
      ComparisonOperator: 'GreaterThanThreshold',
    };
    await call('PutMetricAlarm', input);
  }
  const begin = clock.now();
  const before = process.cpuUsage();
  let spent = 0;
  for (let minute = 0; minute < 1440; minute++) {
    const timestamp = begin + minute * 60_000;
    const data = Array.from({ length: metrics }, (_, index) => ({
      scope: SCOPE,
      namespace: 'bench',
      name: `metric${index}`,
      dimensions: {},
      value: usual(index, minute),
      unit: 'None',
      timestamp,
    }));
    const putting = process.cpuUsage();
    service.ports.put(data);
    await store.committed();
    const put = process.cpuUsage(putting);
    spent += put.user + put.system;
    await clock.advanceTo(timestamp + 60_000);
    await store.committed();
  }
  const used = process.cpuUsage(before);
  console.log(JSON.stringify({ evaluating: (used.user + used.system - spent) / 1e6, putting: spent / 1e6 }));
  clock.stop();
  store.close();
}

/** Below every threshold, but for one hour of the day, another one for each metric. */
function usual(metric: number, minute: number): number {
  const noise = (metric * 31 + minute * 7) % 90;
  return Math.floor(minute / 60) === metric % 24 ? 200 + noise : noise;
}

async function memory(): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), 'cloudwatch-bench-'));
  const { service, clock, store, call } = inProcess(data);
  await call('PutMetricAlarm', {
    AlarmName: 'a',
    Namespace: 'bench',
    MetricName: 'm',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 1e9,
    ComparisonOperator: 'GreaterThanThreshold',
  });
  const before = process.memoryUsage().rss;
  const begin = clock.now();
  for (let batch = 0; batch < 1000; batch++) {
    const data = Array.from({ length: 1000 }, (_, index) => ({
      scope: SCOPE,
      namespace: 'bench',
      name: 'm',
      dimensions: {},
      value: (batch * 1000 + index) % 1013,
      unit: 'None',
      timestamp: begin + Math.floor(((batch * 1000 + index) * 86_400_000) / 1e6),
    }));
    service.ports.put(data);
    await clock.advanceTo(data.at(-1)?.timestamp ?? begin);
    await store.committed();
  }
  store.close();
  const grown = process.resourceUsage().maxRSS * 1024 - before;
  console.log(
    `1,000,000 datapoints of one series over a day: at most ${(grown / 1e6).toFixed(0)} MB more memory, ` +
      `${(statSync(path.join(data, 'engine.db')).size / 1e6).toFixed(1)} MB on disk`,
  );
  clock.stop();
  rmSync(data, { recursive: true });
}
