/**
 * PutEvents of ten events at a time, with 20 rules of which one has a queue for target, beside the same client against a server that
 * answers at once: the ratio is what the engine leaves of what the client can do. Servers run in a process of their own.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startEngine } from '../../engine/index.ts';

const SECONDS = 4;
const CONCURRENCY = 8;
const role = process.argv[2];

if (role === 'engine') {
  const engine = await startEngine({});
  process.send?.(engine.url);
} else if (role === 'empty') {
  const answer = JSON.stringify({ FailedEntryCount: 0, Entries: Array.from({ length: 10 }, () => ({ EventId: 'x' })) });
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(answer);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
} else {
  await compare();
}

async function compare(): Promise<void> {
  const rates: number[] = [];
  for (const kind of ['empty', 'engine']) {
    const { url, child } = await served(kind);
    const options = { endpoint: url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
    const events = new EventBridgeClient(options);
    if (kind === 'engine') await twentyRules(events, new SQSClient(options));
    await run(events, 1);
    rates.push(await run(events, SECONDS));
    child.kill();
  }
  const [empty, engine] = rates as [number, number];
  console.log(
    `PutEvents 10 a call, 20 rules: ${engine.toFixed(0)} events/s; empty server ${empty.toFixed(0)} events/s`,
  );
  console.log(`ratio ${(engine / empty).toFixed(2)} (bar 0.5)`);
}

function served(kind: string): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(fileURLToPath(import.meta.url), [kind]);
  return new Promise((resolve) => child.once('message', (url) => resolve({ url: String(url), child })));
}

async function twentyRules(events: EventBridgeClient, sqs: SQSClient): Promise<void> {
  await sqs.send(new CreateQueueCommand({ QueueName: 'target' }));
  for (let i = 0; i < 20; i++) {
    const EventPattern = JSON.stringify({ source: ['app'], detail: { eventName: [`Call${i}`] } });
    await events.send(new PutRuleCommand({ Name: `rule${i}`, EventPattern }));
    const Arn = 'arn:aws:sqs:us-east-1:123456789012:target';
    await events.send(new PutTargetsCommand({ Rule: `rule${i}`, Targets: [{ Id: 't', Arn }] }));
  }
}

/** @returns events put a second */
async function run(events: EventBridgeClient, seconds: number): Promise<number> {
  const until = performance.now() + 1000 * seconds;
  const began = performance.now();
  let put = 0;
  const worker = async () => {
    while (performance.now() < until) {
      const Entries = Array.from({ length: 10 }, (_, i) => ({
        Source: 'app',
        DetailType: 'AWS API Call via CloudTrail',
        Detail: JSON.stringify({ eventName: `Call${(put + i) % 20}`, filler: 'x'.repeat(500) }),
      }));
      await events.send(new PutEventsCommand({ Entries }));
      put += 10;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return (1000 * put) / (performance.now() - began);
}
