import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, it } from 'vitest';
import { verify } from '../../engine/http/signature/verify.ts';
import { clientOptions, engine as startedEngine } from '../support/engine.ts';

const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:quarantine';
const role = 'arn:aws:iam::123456789012:role/start';
const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

describe('a rule that starts a state machine', () => {
  it('records the call where no endpoint is given', async () => {
    const { engine, put } = await given(undefined);

    await put({ user: 'mallory' });
    await engine.clock.idle();

    expect(await deliveries(engine)).toMatchObject([
      {
        target: machine,
        outcome: 'recorded',
        attempts: 1,
        call: { operation: 'StartExecution', input: { stateMachineArn: machine, input: '{"user":"mallory"}' } },
      },
    ]);
  });

  it('makes the call, signed, where one is given', async () => {
    const api = await stepFunctions();
    const { engine, put } = await given(api.url);

    await put({ user: 'mallory' });
    await engine.clock.idle();

    expect(api.calls).toEqual([
      ['AWSStepFunctions.StartExecution', { stateMachineArn: machine, input: '{"user":"mallory"}' }],
    ]);
    expect(api.unsigned).toEqual([]);
    expect(await deliveries(engine)).toMatchObject([{ outcome: 'delivered' }]);
  });

  it('tries again when it is throttled, and gives up when there is no such machine', async () => {
    const api = await stepFunctions([400, 'ThrottlingException'], [200, ''], [400, 'StateMachineDoesNotExist']);
    const { engine, put } = await given(api.url);

    await put({ user: 'mallory' });
    await engine.clock.idle();
    await engine.clock.advanceTo(Date.UTC(2026, 10, 21, 0, 1));
    await put({ user: 'eve' });
    await engine.clock.idle();

    const [second, first] = await deliveries(engine);
    expect(first).toMatchObject({ outcome: 'delivered', attempts: 2 });
    expect(second).toMatchObject({ outcome: 'given up', attempts: 1, error: { code: 'StateMachineDoesNotExist' } });
  });
});

async function given(states: string | undefined) {
  const log = { warn: () => {}, error: () => {} };
  const engine = await startedEngine({
    clock: 'virtual',
    startAt: Date.UTC(2026, 10, 21),
    actionEndpoints: { states },
    log,
  });
  const client = new EventBridgeClient(clientOptions(engine));
  await client.send(new PutRuleCommand({ Name: 'started', EventPattern: '{"source":["shop"]}' }));
  const target = { Id: 'machine', Arn: machine, RoleArn: role, InputPath: '$.detail' };
  await client.send(new PutTargetsCommand({ Rule: 'started', Targets: [target] }));
  const put = (detail: object) =>
    client.send(
      new PutEventsCommand({ Entries: [{ Source: 'shop', DetailType: 'order', Detail: JSON.stringify(detail) }] }),
    );
  return { engine, put };
}

async function deliveries({ url }: { url: string }): Promise<object[]> {
  const answer = await fetch(`${url}/_trailkeeper/deliveries`);
  const { deliveries: all } = (await answer.json()) as { deliveries: { deliveries: object[] }[] };
  return all.flatMap((event) => event.deliveries);
}

/** Step Functions' API: answers as told, then with success. */
async function stepFunctions(...answers: (readonly [status: number, error: string])[]) {
  const calls: unknown[] = [];
  const unsigned: unknown[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { method = '', url = '', headers } = request;
    const { AWS_SECRET_ACCESS_KEY: secret = 'test' } = process.env;
    const refused = verify({ method, path: url, query: '', headers, body }, 'query', () => secret, Date.now());
    if (refused) unsigned.push(refused);
    calls.push([headers['x-amz-target'], JSON.parse(body.toString())]);
    const [status, error] = answers.shift() ?? [200, ''];
    response.writeHead(status).end(JSON.stringify(status === 200 ? {} : { __type: error, message: 'no' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, unsigned };
}
