import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { handlerNames } from '../../functions/bundle.ts';
import { loadBundles } from '../../functions/bundles.ts';
import { clientOptions, engine as startedEngine } from '../support/engine.ts';
import { queue } from '../support/queue.ts';

const MINUTE = 60_000;
const start = Date.parse('2026-11-20T09:00:00Z');

describe('an event of no shape a handler knows', () => {
  it('ends in the dead letters whole, with the reason, whichever handler it came to', async () => {
    // Prepare
    const engine = await startedEngine({
      clock: 'virtual',
      startAt: start,
      log: { warn: () => {}, error: () => {} },
    });
    const dead = await queue(engine, 'dead');
    const lambda = new LambdaClient(clientOptions(engine));
    const names = handlerNames();
    for (const [FunctionName, ZipFile] of await loadBundles()) {
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Runtime: 'nodejs24.x',
          Role: 'arn:aws:iam::123456789012:role/handler',
          Handler: 'index.handler',
          Timeout: 30,
          MemorySize: 256,
          Code: { ZipFile },
          DeadLetterConfig: { TargetArn: dead.arn },
          Environment: { Variables: { IDEMPOTENCY_TABLE: 'none', POWERTOOLS_LOG_LEVEL: 'SILENT' } },
        }),
      );
    }

    // Act
    for (const FunctionName of names) {
      const Payload = Buffer.from(JSON.stringify({ sent: FunctionName, password: 'hunter2' }));
      await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));
    }
    // Lambda tries again after one minute, and after two more.
    await engine.clock.advanceTo(start + 10 * MINUTE);
    const messages = await dead.messages(names.length);
    lambda.destroy();

    // Assess
    expect(messages.map(({ Body }) => JSON.parse(Body ?? '').sent).sort()).toEqual(names);
    for (const { Body, MessageAttributes } of messages) {
      expect([Body, MessageAttributes?.ErrorMessage?.StringValue]).toEqual([
        Body,
        expect.stringMatching(/^the event is not [^:]+: /),
      ]);
    }
  });
});
