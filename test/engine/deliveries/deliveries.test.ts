import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { EngineClock } from '../../../engine/clock.ts';
import {
  createDeliveries,
  type Deliverer,
  type Delivery,
  DeliveryError,
  type NewDelivery,
} from '../../../engine/deliveries/index.ts';
import { AwsError } from '../../../engine/errors.ts';
import { Store } from '../../../engine/store/index.ts';

const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function given({ folder, kinds }: { folder?: string; kinds: Record<string, Deliverer> }) {
  const store = new Store({ folder, durability: 'normal' });
  const clock = new EngineClock(START, (error) => {
    throw error;
  });
  const warned: string[] = [];
  const log = { warn: (text: string) => void warned.push(text), error: (text: string) => void warned.push(text) };
  const deliveries = createDeliveries({ store, clock, log });
  for (const [kind, deliverer] of Object.entries(kinds)) deliveries.by(kind, deliverer);
  deliveries.start();
  return { store, clock, deliveries, warned };
}

const order = (more: Partial<NewDelivery> = {}): NewDelivery => ({
  cause: 'event-1',
  via: 'arn:aws:events:us-east-1:123456789012:rule/r',
  kind: 'lambda',
  target: 'arn:aws:lambda:us-east-1:123456789012:function:f',
  payload: '{}',
  attributes: {},
  retry: 'eventbridge',
  ...more,
});

const busy = () => {
  throw new DeliveryError('THROTTLING', 'too many', false);
};

describe('a delivery', () => {
  it('that the target refuses, as AWS says a request is wrong, is not tried again', async () => {
    let tried = 0;
    const dead: Delivery[] = [];
    const refuses = () => {
      tried++;
      throw new AwsError('InvalidParameterException', 'Invalid parameter: Message too long');
    };
    const { deliveries, clock } = given({ kinds: { lambda: refuses, sqs: (delivery) => void dead.push(delivery) } });

    deliveries.add(order({ deadLetterArn: 'arn:aws:sqs:us-east-1:123456789012:dead' }));
    await clock.advanceTo(START + 24 * HOUR);

    expect(tried).toBe(1);
    expect(dead[0]!.attributes.messageAttributes).toContain('InvalidParameterException');
  });

  it('is tried only after the commit of its cause, and never when that is undone', async () => {
    const got: string[] = [];
    const { store, deliveries, clock } = given({ kinds: { lambda: ({ payload }) => void got.push(payload) } });

    store.write(() => deliveries.add(order({ payload: 'kept' })));
    expect(got).toEqual([]);
    expect(() =>
      store.write(() => {
        deliveries.add(order({ payload: 'undone' }));
        throw new Error('no');
      }),
    ).toThrow('no');
    await store.committed();
    await clock.idle();

    expect(got).toEqual(['kept']);
  });

  it('keeps the order of its target', async () => {
    const got: string[] = [];
    const { deliveries, clock } = given({ kinds: { lambda: ({ payload }) => void got.push(payload) } });

    for (let i = 0; i < 50; i++) deliveries.add(order({ payload: String(i) }));
    await clock.idle();

    expect(got).toEqual(Array.from({ length: 50 }, (_, i) => String(i)));
  });

  it('does not wait for another target that hangs', async () => {
    const hanging: (() => void)[] = [];
    const got: string[] = [];
    const hang = () => new Promise<void>((resolve) => hanging.push(resolve));
    const deliver: Deliverer = ({ target, payload }) => (target === 'stuck' ? hang() : void got.push(payload));
    const { deliveries, store } = given({ kinds: { lambda: deliver } });

    for (let i = 0; i < 100; i++) deliveries.add(order({ target: 'stuck' }));
    deliveries.add(order({ target: 'free', payload: 'through' }));
    await store.committed();
    await new Promise(setImmediate);

    expect(got).toEqual(['through']);
    expect(hanging.length).toBeLessThan(10);
    for (const resolve of hanging) resolve();
  });

  it('holds virtual time until it was tried', async () => {
    let finish = () => {};
    const { deliveries, clock, store } = given({
      kinds: { lambda: () => new Promise<void>((resolve) => (finish = resolve)) },
    });
    deliveries.add(order());
    await store.committed();

    let moved = false;
    const moving = clock.advanceTo(START + HOUR).then(() => (moved = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(moved).toBe(false);
    finish();
    await moving;

    expect(clock.now()).toBe(START + HOUR);
  });
});

describe("EventBridge's retries", () => {
  it('grow from seconds to minutes and end within 24 hours, at most 185 of them', async () => {
    const tries: number[] = [];
    const { deliveries, clock, warned } = given({
      kinds: {
        lambda: () => {
          tries.push(clock.now() - START);
          busy();
        },
      },
    });

    deliveries.add(order());
    await clock.advanceTo(START + 30 * HOUR);

    const waits = tries.slice(1).map((time, i) => time - tries[i]!);
    expect(tries.length).toBeGreaterThan(150);
    expect(tries.length).toBeLessThanOrEqual(186);
    expect(waits[0]).toBeLessThanOrEqual(1_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(600_000);
    expect(tries.at(-1)).toBeLessThanOrEqual(24 * HOUR);
    expect(warned).toHaveLength(1);
  });

  it('end sooner when the target says so, and the event goes to the dead-letter queue with the reason', async () => {
    const dead: Delivery[] = [];
    const { deliveries, clock } = given({ kinds: { lambda: busy, sqs: (delivery) => void dead.push(delivery) } });

    deliveries.add(order({ maximumAttempts: 3, deadLetterArn: 'arn:aws:sqs:us-east-1:123456789012:dead' }));
    await clock.advanceTo(START + HOUR);

    expect(dead).toHaveLength(1);
    expect(JSON.parse(dead[0]!.attributes.messageAttributes!)).toEqual({
      RULE_ARN: { DataType: 'String', StringValue: 'arn:aws:events:us-east-1:123456789012:rule/r' },
      TARGET_ARN: { DataType: 'String', StringValue: 'arn:aws:lambda:us-east-1:123456789012:function:f' },
      ERROR_CODE: { DataType: 'String', StringValue: 'THROTTLING' },
      ERROR_MESSAGE: { DataType: 'String', StringValue: 'too many' },
      EXHAUSTED_RETRY_CONDITION: { DataType: 'String', StringValue: 'MaximumRetryAttempts' },
      RETRY_ATTEMPTS: { DataType: 'Number', StringValue: '2' },
    });
  });
});

describe("SNS's and Lambda's retries", () => {
  const times = async (retry: NewDelivery['retry'], until: number) => {
    const tries: number[] = [];
    const { deliveries, clock } = given({
      kinds: {
        lambda: () => {
          tries.push(Math.round((clock.now() - START) / 1000));
          busy();
        },
      },
    });
    deliveries.add(order({ retry }));
    await clock.advanceTo(START + until);
    return tries;
  };

  it("follow AWS's phases to its own services: three at once, two after a second, ten backing off, then every 20 s", async () => {
    const tries = await times('sns-aws', 300_000);

    expect(tries.slice(0, 6)).toEqual([0, 0, 0, 0, 1, 2]);
    expect(tries.at(-1)! - tries.at(-2)!).toBe(20);
  });

  it('to an address go on for six hours, 50 of them', async () => {
    const tries = await times('sns-customer', 24 * HOUR);

    expect(tries).toHaveLength(51);
    expect(tries.slice(0, 3)).toEqual([0, 10, 20]);
    expect(tries.at(-1)! / 3600).toBeGreaterThan(5);
    expect(tries.at(-1)! / 3600).toBeLessThan(8);
  });

  it('of a function are two, after one minute and two more', async () => {
    expect(await times('lambda-async', 24 * HOUR)).toEqual([0, 60, 180]);
  });
});

describe('a store opened again', () => {
  it('still owes what was not delivered, with the attempts it has had', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'deliveries-'));
    folders.push(folder);
    const first = given({ folder, kinds: { lambda: busy } });
    for (let i = 0; i < 20; i++) first.deliveries.add(order({ payload: String(i), target: `f${i}` }));
    await first.clock.advanceTo(START + 1_000);
    first.deliveries.stop();
    first.store.close();

    const got: string[] = [];
    const second = given({ folder, kinds: { lambda: ({ payload }) => void got.push(payload) } });
    await second.clock.advanceTo(START + HOUR);
    const left = second.store.db.prepare('SELECT count(*) AS left FROM deliveries').get();
    second.deliveries.stop();
    second.store.close();

    expect(got.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(left).toEqual({ left: 0 });
  });
});

describe('the listing', () => {
  it('is bounded, newest first', async () => {
    const { deliveries, clock } = given({ kinds: { lambda: () => {} } });

    for (let i = 0; i < 2_500; i++) deliveries.add(order({ cause: `event-${i}` }));
    await clock.idle();
    const list = deliveries.list();

    expect(list).toHaveLength(1_000);
    expect(list[0]).toMatchObject({ cause: 'event-2499', deliveries: [{ outcome: 'delivered', attempts: 1 }] });
  });
});
