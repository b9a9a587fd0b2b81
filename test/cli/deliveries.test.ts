import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it, onTestFinished } from 'vitest';
import { trailkeeper } from '../support/cli.ts';
import { clientOptions, engine } from '../support/engine.ts';
import { queue } from '../support/queue.ts';

/** An engine in which one event found a queue and a queue that is gone, and another no rule. */
async function given() {
  const running = await engine({ log: { warn: () => {}, error: () => {} } });
  const [to, dead] = [await queue(running, 'to'), await queue(running, 'dead')];
  const gone = 'arn:aws:sqs:us-east-1:123456789012:gone';
  const events = new EventBridgeClient(clientOptions(running));
  await events.send(new PutRuleCommand({ Name: 'app', EventPattern: '{"source":["app"]}' }));
  const Targets = [
    { Id: 'to', Arn: to.arn },
    { Id: 'gone', Arn: gone, DeadLetterConfig: { Arn: dead.arn } },
  ];
  await events.send(new PutTargetsCommand({ Rule: 'app', Targets }));
  for (const Source of ['app', 'other\u001B[2J']) {
    await events.send(new PutEventsCommand({ Entries: [{ Source, DetailType: 'happened', Detail: '{}' }] }));
  }
  await dead.messages(1);
  return { url: running.url, to, dead, gone };
}

describe('trailkeeper deliveries', () => {
  it('shows which rules an event matched, where it went, and why it did not arrive', async () => {
    const { url, to, dead, gone } = await given();

    const { out, code } = await trailkeeper('deliveries', '--endpoint', url);

    expect(code).toBe(0);
    expect(out).toContain('app: happened\n  rule       arn:aws:events:us-east-1:123456789012:rule/app\n');
    expect(out).toContain(`  delivered  sqs ${to.arn}\n`);
    expect(out).toContain(`  GIVEN UP   sqs ${gone}\n             NO_RESOURCE: `);
    expect(out).toContain(`; 1 attempt; kept in ${dead.arn}\n`);
    expect(out.trimEnd().split('\n').slice(-2).join('\n')).toMatch(
      /Z {2}other \[2J: happened\n {2}no rule matched, nobody subscribed$/,
    );
  });

  it('gives as many as wanted, the latest, as JSON', async () => {
    const { url } = await given();

    const { out } = await trailkeeper('deliveries', '--endpoint', url, '--last', '1', '--json');

    expect(JSON.parse(out).deliveries).toMatchObject([{ about: 'other\u001B[2J: happened', rules: [] }]);
  });

  it('says that an endpoint is no engine', async () => {
    const server = createServer((_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    const { err, code } = await trailkeeper('deliveries', '--endpoint', url);

    expect([code, err]).toEqual([2, `trailkeeper: --endpoint: ${url} is not an engine: it lists no deliveries\n`]);
  });
});
