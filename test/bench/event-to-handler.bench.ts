/** From PutEvents until a Lambda handler has the event, beside a bare HTTP round trip in the same run: p50 and p99 in milliseconds. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import { startEngine } from '../../engine/index.ts';

const EVENTS = 300;

const arrived = new Map<string, number>();
const waiting = new Map<string, () => void>();
const server = createServer((request, response) => {
  const id = request.url?.slice(1) ?? '';
  arrived.set(id, performance.now());
  waiting.get(id)?.();
  response.end();
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const back = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const engine = await startEngine({});
const options = { endpoint: engine.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const [events, lambda] = [new EventBridgeClient(options), new LambdaClient(options)];
const code = `exports.handler = async (event) => { await fetch('${back}/' + event.detail.id); };`;
const { FunctionArn } = await lambda.send(
  new CreateFunctionCommand({
    FunctionName: 'handler',
    Runtime: 'nodejs22.x',
    Role: 'arn:aws:iam::123456789012:role/r',
    Handler: 'index.handler',
    Code: { ZipFile: zipSync({ 'index.js': new TextEncoder().encode(code) }) },
  }),
);
await lambda.send(
  new AddPermissionCommand({
    FunctionName: 'handler',
    StatementId: 'events',
    Action: 'lambda:InvokeFunction',
    Principal: 'events.amazonaws.com',
  }),
);
await events.send(new PutRuleCommand({ Name: 'rule', EventPattern: '{"source":["app"]}' }));
await events.send(new PutTargetsCommand({ Rule: 'rule', Targets: [{ Id: 't', Arn: FunctionArn }] }));

const latencies: number[] = [];
for (let i = 0; i < EVENTS; i++) {
  const id = String(i);
  const there = new Promise<void>((resolve) => waiting.set(id, resolve));
  const began = performance.now();
  const Detail = JSON.stringify({ id });
  await events.send(new PutEventsCommand({ Entries: [{ Source: 'app', DetailType: 't', Detail }] }));
  await there;
  if (i >= 20) latencies.push(arrived.get(id)! - began);
}
const bare: number[] = [];
for (let i = 0; i < EVENTS; i++) {
  const began = performance.now();
  await (await fetch(`${back}/bare`)).text();
  if (i >= 20) bare.push(performance.now() - began);
}

const at = (values: number[], share: number) =>
  values.sort((a, b) => a - b)[Math.floor(values.length * share)]!.toFixed(2);
console.log(`event to handler: p50 ${at(latencies, 0.5)} ms, p99 ${at(latencies, 0.99)} ms`);
console.log(`bare round trip:  p50 ${at(bare, 0.5)} ms, p99 ${at(bare, 0.99)} ms`);
await engine.close();
server.close();
