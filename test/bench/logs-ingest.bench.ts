/**
 * PutLogEvents of 100 CloudTrail-like events of 690 bytes at a time, at concurrency 8, into a group with the 15 metric filters of the
 * CIS monitoring controls, acknowledged when committed to disk; beside the same client against a server that answers at once. Servers
 * run in a process of their own.
 *
 * node test/bench/logs-ingest.bench.ts
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { startEngine } from '../../engine/index.ts';
import { metricAlarms } from '../../rules/catalogue.ts';

const SECONDS = 3;
const ROUNDS = 5;
const CONCURRENCY = 8;
const BATCH = 100;
const BYTES = 690;
const BAR = 0.7;
const NAMES = [
  'DescribeInstances',
  'GetObject',
  'AssumeRole',
  'ListBuckets',
  'CreateUser',
  'Decrypt',
  'PutBucketPolicy',
];
// A server ends with the one that asked for it.
process.once('disconnect', () => process.exit());
const [role, folder, durability] = process.argv.slice(2);

if (role === 'engine') {
  const engine = await startEngine({ dataFolder: folder, durability: durability === 'full' ? 'full' : 'normal' });
  process.send?.(engine.url);
} else if (role === 'empty') {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
} else {
  await compare();
}

/** In turn and more than once: the machine's speed drifts, a ratio within a round does not. */
async function compare(): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), 'logs-ingest-'));
  const rounds: { empty: number; normal: number; full: number }[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const empty = await measure('empty');
      const normal = await measure('engine', path.join(data, `normal-${round}`), 'normal');
      const full = await measure('engine', path.join(data, `full-${round}`), 'full');
      rounds.push({ empty, normal, full });
    }
  } finally {
    rmSync(data, { recursive: true });
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
  const share = (of: 'normal' | 'full') => median(rounds.map((round) => round[of] / round.empty)).toFixed(2);
  console.log(`empty server            ${rate(median(rounds.map(({ empty }) => empty)))}`);
  console.log(
    `engine                  ${rate(median(rounds.map(({ normal }) => normal)))}, ratio ${share('normal')} (bar ${BAR})`,
  );
  console.log(`engine, durability full ${rate(median(rounds.map(({ full }) => full)))}, ratio ${share('full')}`);
}

function rate(perSecond: number): string {
  return `${Math.round(perSecond).toLocaleString('en')} events/s`;
}

async function measure(...server: string[]): Promise<number> {
  const { url, child } = await served(server);
  const client = new CloudWatchLogsClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  if (server[0] === 'engine') await prepare(client);
  await run(client, 1);
  const perSecond = await run(client, SECONDS);
  client.destroy();
  child.kill();
  return perSecond;
}

function served(server: string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(fileURLToPath(import.meta.url), server);
  return new Promise((resolve) => child.once('message', (url) => resolve({ url: String(url), child })));
}

async function prepare(client: CloudWatchLogsClient): Promise<void> {
  await client.send(new CreateLogGroupCommand({ logGroupName: 'trail' }));
  for (let stream = 0; stream < CONCURRENCY; stream++) {
    await client.send(new CreateLogStreamCommand({ logGroupName: 'trail', logStreamName: `s${stream}` }));
  }
  for (const { filter } of metricAlarms) {
    const { filterName, filterPattern, metricName, metricNamespace, metricValue } = filter;
    const metricTransformations = [{ metricName, metricNamespace, metricValue }];
    await client.send(
      new PutMetricFilterCommand({ logGroupName: 'trail', filterName, filterPattern, metricTransformations }),
    );
  }
}

/** @returns events put a second */
async function run(client: CloudWatchLogsClient, seconds: number): Promise<number> {
  const began = performance.now();
  const until = began + 1000 * seconds;
  let put = 0;
  const worker = async (_: unknown, stream: number) => {
    while (performance.now() < until) {
      const now = Date.now();
      const logEvents = Array.from({ length: BATCH }, (_each, index) => ({
        timestamp: now,
        message: message(put + index),
      }));
      await client.send(new PutLogEventsCommand({ logGroupName: 'trail', logStreamName: `s${stream}`, logEvents }));
      put += BATCH;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return (1000 * put) / (performance.now() - began);
}

/** A CloudTrail-like record; about one in fourteen counts for some filter. */
function message(number: number): string {
  const eventName = NAMES[number % NAMES.length]!;
  const record = {
    eventVersion: '1.08',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLEROLE000001:session',
      arn: 'arn:aws:sts::123456789012:assumed-role/application/session',
      accountId: '123456789012',
      sessionContext: { attributes: { mfaAuthenticated: 'false', creationDate: '2026-01-05T08:30:00Z' } },
    },
    eventTime: '2026-01-05T08:36:16Z',
    eventSource: eventName === 'CreateUser' ? 'iam.amazonaws.com' : 'ec2.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: `203.0.113.${number % 250}`,
    ...(number % 14 === 0 && { errorCode: 'AccessDenied' }),
    requestParameters: { padding: '' },
    eventID: String(number).padStart(36, '0'),
  };
  const short = BYTES - JSON.stringify(record).length;
  record.requestParameters.padding = 'x'.repeat(Math.max(0, short));
  return JSON.stringify(record);
}
