import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { clientOptions } from '../../support/engine.ts';
import { engineProcess } from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import { queue } from '../../support/queue.ts';

const BURST = 1_000;

/** A target that answers 500 until it is mended, and then keeps the events it gets. */
async function failingTarget() {
  const got = new Set<string>();
  let mended = false;
  let tried = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      tried++;
      if (mended) got.add(JSON.parse(Buffer.concat(chunks).toString()).id);
      response.writeHead(mended ? 200 : 500).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    got,
    mend: () => {
      mended = true;
    },
    get tried() {
      return tried;
    },
    close: () => server.close(),
  };
}

describe('an engine killed in the middle of a burst of events, with a target that fails', () => {
  it('delivers after its restart each event it acknowledged', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'killed-'));
    const target = await failingTarget();
    const first = await engineProcess(folder);
    const events = new EventBridgeClient(clientOptions(first));
    const { arn } = await queue(first);
    const { ConnectionArn } = await events.send(
      new CreateConnectionCommand({
        Name: 'c',
        AuthorizationType: 'API_KEY',
        AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x-key', ApiKeyValue: 'v' } },
      }),
    );
    const { ApiDestinationArn } = await events.send(
      new CreateApiDestinationCommand({ Name: 'd', ConnectionArn, InvocationEndpoint: target.url, HttpMethod: 'POST' }),
    );
    await events.send(new PutRuleCommand({ Name: 'all', EventPattern: '{"source":["app"]}' }));
    await events.send(
      new PutTargetsCommand({
        Rule: 'all',
        Targets: [
          { Id: 'queue', Arn: arn },
          { Id: 'failing', Arn: ApiDestinationArn, RoleArn: 'arn:aws:iam::123456789012:role/invoke' },
        ],
      }),
    );

    const acknowledged = new Set<string>();
    const Entries = Array.from({ length: 10 }, () => ({ Source: 'app', DetailType: 't', Detail: '{}' }));
    const putting = Array.from({ length: 4 }, async () => {
      for (let i = 0; i < BURST / 40; i++) {
        const answer = await events.send(new PutEventsCommand({ Entries }));
        for (const { EventId } of answer.Entries!) acknowledged.add(EventId!);
      }
    });
    const ended = Promise.allSettled(putting);
    await eventually(() => (acknowledged.size > BURST / 2 ? true : undefined));
    await first.kill();
    await ended;
    expect(target.tried).toBeGreaterThan(0);
    target.mend();

    const second = await engineProcess(folder);
    const after = await queue(second);
    const inQueue = new Set<string>();
    const missing = (there: ReadonlySet<string>) => [...acknowledged].filter((id) => !there.has(id));
    await eventually(async () => {
      for (const { Body } of await after.receive()) inQueue.add(JSON.parse(Body!).id);
      return missing(inQueue).length === 0 && missing(target.got).length === 0 ? true : undefined;
    });
    await second.kill();
    target.close();
    rmSync(folder, { recursive: true });

    expect(acknowledged.size).toBeGreaterThan(BURST / 2);
    expect(missing(inQueue)).toEqual([]);
    expect(missing(target.got)).toEqual([]);
  });
});
