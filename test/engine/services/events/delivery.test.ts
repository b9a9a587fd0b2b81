import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../../engine/index.ts';
import { clientOptions, engine } from '../../../support/engine.ts';
import { queue } from '../../../support/queue.ts';

const forwarder = 'arn:aws:iam::123456789012:role/forward-events';
const silent = { log: { warn: () => {}, error: () => {} } };

/** A rule for everything from `app`, with these targets. */
async function rule(running: Engine, targets: Omit<Target, 'Id'>[], region = 'us-east-1', bus = 'default') {
  const events = new EventBridgeClient(clientOptions(running, region));
  await events.send(new PutRuleCommand({ Name: 'app', EventBusName: bus, EventPattern: '{"source":["app"]}' }));
  const Targets = targets.map((target, at) => ({ Id: `t${at}`, ...target }));
  await events.send(new PutTargetsCommand({ Rule: 'app', EventBusName: bus, Targets }));
  return (Detail: string, EventBusName = bus) =>
    events.send(
      new PutEventsCommand({
        Entries: [
          {
            Source: 'app',
            DetailType: 'thing happened',
            Detail,
            EventBusName,
            Time: new Date('2026-01-02T03:04:05.678Z'),
          },
        ],
      }),
    );
}

describe('an event a rule matches', () => {
  it("reaches a queue in AWS's envelope, numbers and all as they were written", async () => {
    const running = await engine();
    const to = await queue(running);
    const put = await rule(running, [{ Arn: to.arn }]);

    const { Entries } = await put('{"n": 12345678901234567890, "s": "a  b"}');
    const [message] = await to.messages(1);

    expect(message!.Body).toBe(
      `{"version":"0","id":"${Entries![0]!.EventId}","detail-type":"thing happened","source":"app",` +
        '"account":"123456789012","time":"2026-01-02T03:04:05Z","region":"us-east-1","resources":[],' +
        '"detail":{"n":12345678901234567890,"s":"a  b"}}',
    );
  });

  it('is handed over in part, as a constant or transformed, as its target wants it', async () => {
    const running = await engine();
    const [part, constant, made] = [
      await queue(running, 'part'),
      await queue(running, 'constant'),
      await queue(running, 'made'),
    ];
    const put = await rule(running, [
      { Arn: part.arn, InputPath: '$.detail.user' },
      { Arn: constant.arn, Input: '{"always":1}' },
      {
        Arn: made.arn,
        InputTransformer: {
          InputPathsMap: { user: '$.detail.user', none: '$.detail.none' },
          InputTemplate: '{"who": <user>, "text": "by <user>", "none": <none>, "rule": "<aws.events.rule-name>"}',
        },
      },
    ]);

    await put('{"user":"kim"}');

    expect((await part.messages(1))[0]!.Body).toBe('"kim"');
    expect((await constant.messages(1))[0]!.Body).toBe('{"always":1}');
    expect(JSON.parse((await made.messages(1))[0]!.Body!)).toEqual({
      who: 'kim',
      text: 'by kim',
      none: '',
      rule: 'app',
    });
  });

  it('is forwarded to a bus of another region, and from there to its targets', async () => {
    const running = await engine({ region: 'ap-northeast-2' });
    const home = await queue(running, 'home', 'ap-northeast-2');
    await rule(running, [{ Arn: home.arn }], 'ap-northeast-2');
    const put = await rule(running, [
      { Arn: 'arn:aws:events:ap-northeast-2:123456789012:event-bus/default', RoleArn: forwarder },
    ]);

    await put('{"user":"kim"}');
    const [message] = await home.messages(1);

    expect(JSON.parse(message!.Body!)).toMatchObject({ region: 'us-east-1', detail: { user: 'kim' } });
  });

  it('goes to no third region', async () => {
    const running = await engine(silent);
    const busIn = (region: string) => `arn:aws:events:${region}:123456789012:event-bus/default`;
    const far = await queue(running, 'far', 'eu-west-1');
    await rule(running, [{ Arn: far.arn }], 'eu-west-1');
    const lost = await queue(running, 'lost', 'ap-northeast-2');
    await rule(
      running,
      [{ Arn: busIn('eu-west-1'), RoleArn: forwarder, DeadLetterConfig: { Arn: lost.arn } }],
      'ap-northeast-2',
    );
    const put = await rule(running, [{ Arn: busIn('ap-northeast-2'), RoleArn: forwarder }]);

    await put('{}');
    const [dead] = await lost.messages(1);

    expect(dead!.MessageAttributes!.ERROR_CODE!.StringValue).toBe('THIRD_REGION_HOP_DETECTED');
    expect(await far.receive()).toEqual([]);
  });

  it("lies in the dead-letter queue with AWS's attributes when its target is gone", async () => {
    const running = await engine(silent);
    const dead = await queue(running, 'dead');
    const gone = 'arn:aws:sqs:us-east-1:123456789012:gone';
    const put = await rule(running, [{ Arn: gone, InputPath: '$.detail', DeadLetterConfig: { Arn: dead.arn } }]);

    await put('{"user":"kim"}');
    const [message] = await dead.messages(1);

    expect(JSON.parse(message!.Body!)).toMatchObject({ source: 'app', detail: { user: 'kim' } });
    expect(message!.MessageAttributes).toMatchObject({
      RULE_ARN: { StringValue: 'arn:aws:events:us-east-1:123456789012:rule/app' },
      TARGET_ARN: { StringValue: gone },
      ERROR_CODE: { StringValue: 'NO_RESOURCE' },
    });
  });
});

describe('an event for a log group that is not there', () => {
  it('is given up at once, like one for any other target that is gone', async () => {
    const running = await engine(silent);
    const dead = await queue(running, 'dead');
    const gone = 'arn:aws:logs:us-east-1:123456789012:log-group:/gone';
    const put = await rule(running, [{ Arn: gone, DeadLetterConfig: { Arn: dead.arn } }]);

    await put('{}');
    const [message] = await dead.messages(1);

    expect(message!.MessageAttributes!.ERROR_CODE!.StringValue).toBe('NO_RESOURCE');
  });
});

describe('an event on a custom bus', () => {
  it('reaches only the rules of that bus; one on a bus that is not there reaches nobody', async () => {
    const running = await engine();
    const events = new EventBridgeClient(clientOptions(running));
    await events.send(new CreateEventBusCommand({ Name: 'own' }));
    const [own, other] = [await queue(running, 'own'), await queue(running, 'other')];
    await rule(running, [{ Arn: other.arn }]);
    const put = await rule(running, [{ Arn: own.arn }], 'us-east-1', 'own');

    await put('{"n":1}');
    const nowhere = await put('{"n":2}', 'nowhere');
    const messages = await own.messages(1);

    expect(messages).toHaveLength(1);
    expect(nowhere.FailedEntryCount).toBe(0);
    expect(await other.receive()).toEqual([]);
  });
});

describe('the listing of deliveries', () => {
  it('shows an event, the rules it matched, the targets tried and what came of each', async () => {
    const running = await engine(silent);
    const to = await queue(running);
    const put = await rule(running, [{ Arn: to.arn }, { Arn: 'arn:aws:sqs:us-east-1:123456789012:gone' }]);

    const { Entries } = await put('{}');
    await to.messages(1);
    const { deliveries } = (await (await fetch(`${running.url}/_trailkeeper/deliveries`)).json()) as {
      deliveries: { cause: string }[];
    };

    expect(deliveries[0]).toMatchObject({
      cause: Entries![0]!.EventId,
      about: 'app: thing happened',
      rules: ['arn:aws:events:us-east-1:123456789012:rule/app'],
      deliveries: [
        { target: to.arn, outcome: 'delivered', attempts: 1 },
        { outcome: 'given up', error: { code: 'NO_RESOURCE' } },
      ],
    });
  });
});
