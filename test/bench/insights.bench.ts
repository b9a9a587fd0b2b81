/**
 * Queries over 1,000,000 CloudTrail-like events in the engine, from StartQuery to the complete answer, beside hand-written SQL of DuckDB (two
 * threads) over the same events in a table of a time and a JSON text; without DuckDB beside `JSON.parse` of every event. Each warm, the
 * best of five; the engine's first run and its memory are printed too. The engine runs in a process of its own.
 *
 * node test/bench/insights.bench.ts [events [alone]]
 *
 * `alone` leaves the peer out, for more events than it has memory for.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  GetQueryResultsCommand,
  PutLogEventsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { startEngine } from '../../engine/index.ts';

const BAR = 1.5;
const BATCH = 1000;
const RUNS = 5;
const GROUP = 'trail';
const SPAN_MS = 12 * 24 * 3_600_000;

const queries = [
  {
    name: 'count by eventName where errorCode exists',
    insights: 'filter ispresent(errorCode) | stats count(*) as n by eventName',
    sql: `SELECT message->>'$.eventName' AS name, count(*) AS n FROM logs WHERE (message->>'$.errorCode') IS NOT NULL GROUP BY name`,
    barred: true,
  },
  {
    name: 'regex on eventName, count by bin(1h)',
    insights: 'filter eventName like /^(Describe|List)[A-Z]/ | stats count(*) as n by bin(1h)',
    sql: `SELECT (time // 3600000) AS hour, count(*) AS n FROM logs WHERE regexp_matches(message->>'$.eventName', '^(Describe|List)[A-Z]') GROUP BY hour`,
    barred: true,
  },
  {
    name: 'regex on @message, count by bin(1h)',
    insights: 'filter @message like /AccessDenied|UnauthorizedOperation/ | stats count(*) as n by bin(1h)',
    sql: `SELECT (time // 3600000) AS hour, count(*) AS n FROM logs WHERE regexp_matches(message, 'AccessDenied|UnauthorizedOperation') GROUP BY hour`,
    barred: false,
  },
  {
    name: 'the latest 20 of one user',
    insights: 'filter userIdentity.userName = "user-77" | fields @timestamp, eventName, sourceIPAddress | limit 20',
    sql: `SELECT time, message->>'$.eventName', message->>'$.sourceIPAddress' FROM logs WHERE message->>'$.userIdentity.userName' = 'user-77' ORDER BY time DESC LIMIT 20`,
    barred: false,
  },
] as const;

type Query = (typeof queries)[number];

// The engine ends with the process that asked for it.
process.once('disconnect', () => process.exit());

if (process.argv[2] === 'engine') {
  const engine = await startEngine({ dataFolder: process.argv[3] });
  process.send?.({ url: engine.url });
  process.on('message', () => process.send?.({ rss: process.resourceUsage().maxRSS }));
} else {
  await compare(Number(process.argv[2] ?? 1_000_000), process.argv[3] === 'alone');
}

async function compare(count: number, alone: boolean): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'insights-bench-'));
  const now = Date.now();
  const { url, child } = await started(folder);
  try {
    const client = new CloudWatchLogsClient({
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    await fill(client, now, count);
    const ask = (query: Query) => asked(client, query, now);
    const ours = new Map<Query, { first: number; warm: number; rows: number }>();
    for (const query of queries) {
      const first = await ask(query);
      ours.set(query, { first: first.ms, ...(await best(() => ask(query))) });
    }
    console.log(`engine's memory at its highest: ${Math.round((await memory(child)) / 1024)} MB`);
    client.destroy();
    child.kill();
    if (alone) {
      for (const [{ name }, { warm, first }] of ours) console.log(`${name}: ${ms(warm)} (first ${ms(first)})`);
      return;
    }
    const theirs = (await duckDb(now, count)) ?? jsonParse(now, count);
    for (const query of queries) {
      const mine = ours.get(query)!;
      const other = theirs.times.get(query)!;
      if (other.rows !== undefined && other.rows !== mine.rows)
        throw new Error(`${query.name}: ${mine.rows} rows, not ${other.rows}`);
      const ratio = (mine.warm / other.warm).toFixed(2);
      const bar = query.barred && theirs.name === 'DuckDB' ? ` (bar ${BAR})` : '';
      console.log(
        `${query.name}: ${ms(mine.warm)} (first ${ms(mine.first)}), ${theirs.name} ${ms(other.warm)}, ratio ${ratio}${bar}`,
      );
    }
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function started(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(fileURLToPath(import.meta.url), ['engine', folder]);
  return new Promise((resolve) =>
    child.once('message', (message) => resolve({ url: (message as { url: string }).url, child })),
  );
}

function memory(child: ChildProcess): Promise<number> {
  child.send('memory');
  return new Promise((resolve) => child.once('message', (message) => resolve((message as { rss: number }).rss)));
}

async function fill(client: CloudWatchLogsClient, now: number, count: number): Promise<void> {
  await client.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  await client.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName: 's' }));
  const began = performance.now();
  for (let first = 0; first < count; first += BATCH) {
    const logEvents = Array.from({ length: Math.min(BATCH, count - first) }, (_, index) =>
      event(now, first + index, count),
    );
    await client.send(new PutLogEventsCommand({ logGroupName: GROUP, logStreamName: 's', logEvents }));
  }
  console.log(`${count.toLocaleString('en')} events stored in ${ms(performance.now() - began)}`);
}

async function asked(
  client: CloudWatchLogsClient,
  { insights }: Query,
  now: number,
): Promise<{ ms: number; rows: number }> {
  const began = performance.now();
  const startTime = Math.floor((now - SPAN_MS) / 1000) - 1;
  const { queryId } = await client.send(
    new StartQueryCommand({ logGroupName: GROUP, queryString: insights, startTime, endTime: Math.ceil(now / 1000) }),
  );
  for (;;) {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') return { ms: performance.now() - began, rows: results.length };
    if (status !== 'Running') throw new Error(`${insights}: ${status}`);
    await wait(10);
  }
}

async function best(run: () => Promise<{ ms: number; rows?: number }>): Promise<{ warm: number; rows: number }> {
  let warm = Number.POSITIVE_INFINITY;
  let rows = 0;
  for (let index = 0; index < RUNS; index += 1) {
    const found = await run();
    warm = Math.min(warm, found.ms);
    rows = found.rows ?? 0;
  }
  return { warm, rows };
}

interface Times {
  readonly name: string;
  readonly times: ReadonlyMap<Query, { readonly warm: number; readonly rows: number | undefined }>;
}

async function duckDb(now: number, count: number): Promise<Times | undefined> {
  const api = await import('@duckdb/node-api').catch(() => undefined);
  if (!api) return undefined;
  const instance = await api.DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run('CREATE TABLE logs (time BIGINT, message VARCHAR)');
  const appender = await connection.createAppender('logs');
  for (let index = 0; index < count; index += 1) {
    const { timestamp, message } = event(now, index, count);
    appender.appendBigInt(BigInt(timestamp));
    appender.appendVarchar(message);
    appender.endRow();
  }
  appender.closeSync();
  const times = new Map<Query, { warm: number; rows: number }>();
  for (const query of queries) {
    const run = async () => {
      const began = performance.now();
      const rows = (await connection.runAndReadAll(query.sql)).getRows().length;
      return { ms: performance.now() - began, rows };
    };
    await run();
    times.set(query, await best(run));
  }
  connection.closeSync();
  return { name: 'DuckDB', times };
}

function jsonParse(now: number, count: number): Times {
  const lines = Array.from({ length: count }, (_, index) => event(now, index, count).message);
  const began = performance.now();
  let named = 0;
  for (const line of lines) if (JSON.parse(line).eventName) named += 1;
  const warm = performance.now() - began;
  if (named !== count) throw new Error('an event has no name');
  return { name: 'JSON.parse', times: new Map(queries.map((query) => [query, { warm, rows: undefined }])) };
}

/** The events of a seeded, made-up account, spread over twelve days, of 589 bytes on average. */
function event(now: number, number: number, count: number): { timestamp: number; message: string } {
  const random = scrambled(number);
  const names = [
    'DescribeInstances',
    'GetObject',
    'AssumeRole',
    'ListBuckets',
    'Decrypt',
    'PutObject',
    'DescribeVolumes',
    'CreateUser',
  ];
  const eventName = random % 50 === 0 ? `Rare${random % 97}Event` : names[random % names.length]!;
  const timestamp = Math.floor(now - SPAN_MS + (number * SPAN_MS) / count);
  const message = JSON.stringify({
    eventVersion: '1.08',
    userIdentity: {
      type: 'IAMUser',
      principalId: `AIDA${(random * 7).toString(36).toUpperCase().padStart(16, 'Q')}`,
      arn: `arn:aws:iam::123456789012:user/user-${random % 300}`,
      accountId: '123456789012',
      userName: `user-${random % 300}`,
    },
    eventTime: new Date(timestamp).toISOString(),
    eventSource: `${eventName.startsWith('Describe') ? 'ec2' : 's3'}.amazonaws.com`,
    eventName,
    awsRegion: ['us-east-1', 'eu-west-1', 'ap-northeast-2'][random % 3],
    sourceIPAddress: `203.0.113.${random % 250}`,
    userAgent: 'aws-cli/2.31.0 Python/3.13.7 Linux/6.8.0 exe/x86_64',
    ...(random % 13 === 0 && { errorCode: random % 2 ? 'AccessDenied' : 'Client.UnauthorizedOperation' }),
    requestParameters: { bucketName: `bucket-${random % 40}`, key: `folder/${random % 9999}/object-${number}` },
    responseElements: null,
    requestID: number.toString(36).padStart(16, '0').toUpperCase(),
    eventID: `${scrambled(number + 1)
      .toString(16)
      .padStart(8, '0')}-1111-4222-8333-${number.toString(16).padStart(12, '0')}`,
    readOnly: random % 2 === 0,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '123456789012',
  });
  return { timestamp, message };
}

/** A number that looks random and is always the same. */
function scrambled(number: number): number {
  let mixed = Math.imul(number ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function ms(value: number): string {
  return value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${Math.round(value)} ms`;
}
