/**
 * Each handler as it is deployed: its zip, how long a fresh process takes to load it and to handle a first event against an engine, beside
 * an empty handler in the same run. Medians in milliseconds; the bars are 1 MB and 250 ms.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { unzipSync } from 'fflate';
import { startEngine } from '../../engine/index.ts';
import { bundleHandlers } from '../../functions/bundle.ts';
import { handlerEvents } from '../support/handler-events.ts';

const RUNS = 7;
const MOST_BYTES = 1_000_000;
const LONGEST_INIT = 250;

const engine = await startEngine({});
const options = { endpoint: engine.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const [sns, dynamodb, s3] = [
  new SNSClient(options),
  new DynamoDBClient(options),
  new S3Client({ ...options, forcePathStyle: true }),
];
const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
await s3.send(new CreateBucketCommand({ Bucket: 'documents' }));
await dynamodb.send(
  new CreateTableCommand({
    TableName: 'once',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  }),
);
/** Takes all that is put into it. */
const openSearch = createServer((request, response) => {
  const items = [{ index: { status: 201 } }, { index: { status: 201 } }];
  request.resume().on('end', () => response.end(JSON.stringify({ errors: false, items })));
});
openSearch.listen(0, '127.0.0.1');
await once(openSearch, 'listening');

const environment = {
  PATH: process.env.PATH ?? '',
  AWS_ENDPOINT_URL: engine.url,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
  POWERTOOLS_LOG_LEVEL: 'ERROR',
  TOPIC_ARN: TopicArn,
  IDEMPOTENCY_TABLE: 'once',
  DIGEST_ARN: 'arn:aws:lambda:us-east-1:123456789012:function:digest',
  DIGEST_ROLE_ARN: 'arn:aws:iam::123456789012:role/digest',
  HISTORY_BUCKET: 'documents',
  REPORTS_BUCKET: 'documents',
  FRAMEWORKS: 'cis-aws-3.0',
  OPENSEARCH_ENDPOINT: `http://127.0.0.1:${(openSearch.address() as AddressInfo).port}`,
  DEAD_LETTER_QUEUE_URL: `${engine.url}/123456789012/dead`,
};

const folder = mkdtempSync(path.join(tmpdir(), 'handlers-'));
const runner = path.join(folder, 'run.mjs');
writeFileSync(
  runner,
  `const [, , file, event] = process.argv;
const context = { awsRequestId: 'a', functionName: 'f', functionVersion: '1', invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f', memoryLimitInMB: '256', getRemainingTimeInMillis: () => 30000 };
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
const start = performance.now();
const { handler } = await import(file);
const loaded = performance.now();
await handler(JSON.parse(event), context);
write(JSON.stringify({ init: loaded - start, first: performance.now() - loaded }));
process.exit(0);
`,
);

interface Run {
  readonly init: number;
  readonly first: number;
}

async function run(file: string, event: object): Promise<Run> {
  const child = spawn(process.execPath, [runner, file, JSON.stringify(event)], { env: environment });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${path.basename(file)} ended with ${code}:\n${err}`);
  return JSON.parse(out) as Run;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
const handlers = new Map<string, { readonly file: string; readonly bytes: number; readonly runs: Run[] }>();
const add = (name: string, module: string | Uint8Array, bytes: number) => {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, module);
  handlers.set(name, { file, bytes, runs: [] });
};
add('(empty)', 'export const handler = async () => ({});', 0);
for (const [name, { zip }] of await bundleHandlers()) add(name, unzipSync(zip)['index.mjs']!, zip.byteLength);

// One round after the other, so that a slow moment of the machine falls on all.
for (let round = 0; round < RUNS; round++) {
  for (const [name, { file, runs }] of handlers) runs.push(await run(file, handlerEvents[name]?.(round) ?? {}));
}

console.log(`${'handler'.padEnd(20)}${'zip KB'.padStart(8)}${'init ms'.padStart(9)}${'first call ms'.padStart(15)}`);
let fits = true;
for (const [name, { bytes, runs }] of handlers) {
  const [init, first] = [median(runs.map((each) => each.init)), median(runs.map((each) => each.first))];
  fits &&= bytes <= MOST_BYTES && init <= LONGEST_INIT;
  console.log(
    `${name.padEnd(20)}${(bytes / 1000).toFixed(0).padStart(8)}${init.toFixed(1).padStart(9)}${first.toFixed(1).padStart(15)}`,
  );
}
console.log(fits ? 'each fits 1 MB and 250 ms' : 'NOT each fits 1 MB and 250 ms');
if (!fits) process.exitCode = 1;

rmSync(folder, { recursive: true });
for (const client of [sns, dynamodb, s3]) client.destroy();
openSearch.close();
await engine.close();
