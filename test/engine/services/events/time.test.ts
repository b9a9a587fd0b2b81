import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateArchiveCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  DisableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../../engine/index.ts';
import { clientOptions, engine } from '../../../support/engine.ts';
import { queue } from '../../../support/queue.ts';

const START = Date.parse('2026-11-20T23:58:30Z');

async function given() {
  const running = await engine({ clock: 'virtual', startAt: START, log: { warn: () => {}, error: () => {} } });
  const events = new EventBridgeClient(clientOptions(running));
  const to = await queue(running);
  const target = (Rule: string) =>
    events.send(new PutTargetsCommand({ Rule, Targets: [{ Id: 'queue', Arn: to.arn }] }));
  const wait = (seconds: number) => running.clock.advanceTo(running.clock.now() + 1000 * seconds);
  const received = async () => (await to.receive()).map(({ Body }) => JSON.parse(Body!));
  return { running, events, target, wait, received };
}

describe('a rule with a schedule', () => {
  it('sends an event at every moment of its cron, until it is disabled', async () => {
    const { events, target, wait, received } = await given();
    const { RuleArn } = await events.send(
      new PutRuleCommand({ Name: 'nightly', ScheduleExpression: 'cron(0 0 * * ? *)' }),
    );
    await target('nightly');

    await wait(60);
    expect(await received()).toEqual([]);
    await wait(60);
    const [event] = await received();
    await events.send(new DisableRuleCommand({ Name: 'nightly' }));
    await wait(2 * 86_400);

    expect(event).toMatchObject({
      version: '0',
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '123456789012',
      time: '2026-11-21T00:00:00Z',
      region: 'us-east-1',
      resources: [RuleArn],
      detail: {},
    });
    expect(await received()).toEqual([]);
  });

  it('sends one at every turn of its rate', async () => {
    const { events, target, wait, received } = await given();
    await events.send(new PutRuleCommand({ Name: 'often', ScheduleExpression: 'rate(2 minutes)' }));
    await target('often');

    await wait(600);

    expect((await received()).map(({ time }) => time)).toEqual([
      '2026-11-21T00:00:30Z',
      '2026-11-21T00:02:30Z',
      '2026-11-21T00:04:30Z',
      '2026-11-21T00:06:30Z',
      '2026-11-21T00:08:30Z',
    ]);
  });
});

describe("a rule's metrics", () => {
  /** The sum of the rule's metric over the minutes in which it was busy. */
  const sumOf = (running: Engine) => async (MetricName: string) => {
    const { Datapoints } = await new CloudWatchClient(clientOptions(running)).send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/Events',
        MetricName,
        Dimensions: [{ Name: 'RuleName', Value: 'app' }],
        StartTime: new Date(START - 60_000),
        EndTime: new Date(START + 60_000),
        Period: 60,
        Statistics: ['Sum'],
      }),
    );
    return Datapoints!.map(({ Sum }) => Sum);
  };

  it('count what it matched and what came of it, minute by minute', async () => {
    const { running, events, target, wait } = await given();
    await events.send(new PutRuleCommand({ Name: 'app', EventPattern: '{"source":["app"]}' }));
    await target('app');
    const Entries = [1, 2, 3].map((n) => ({ Source: 'app', DetailType: 't', Detail: JSON.stringify({ n }) }));

    await events.send(new PutEventsCommand({ Entries }));
    await wait(120);
    const sum = sumOf(running);

    expect(await sum('TriggeredRules')).toEqual([3]);
    expect(await sum('Invocations')).toEqual([3]);
    expect(await sum('FailedInvocations')).toEqual([]);
  });

  it('tell what reached the dead-letter queue from what it, too, could not take', async () => {
    const { running, events, wait } = await given();
    const dead = await queue(running, 'dead');
    await events.send(new PutRuleCommand({ Name: 'app', EventPattern: '{"source":["app"]}' }));
    const gone = 'arn:aws:sqs:us-east-1:123456789012:gone';
    const Targets = [dead.arn, gone].map((Arn) => ({ Id: Arn.slice(-4), Arn: gone, DeadLetterConfig: { Arn } }));
    await events.send(new PutTargetsCommand({ Rule: 'app', Targets }));

    await events.send(new PutEventsCommand({ Entries: [{ Source: 'app', DetailType: 't', Detail: '{}' }] }));
    await wait(120);
    const sum = sumOf(running);

    expect(await sum('FailedInvocations')).toEqual([2]);
    expect(await sum('InvocationsSentToDlq')).toEqual([1]);
    expect(await sum('InvocationsFailedToBeSentToDlq')).toEqual([1]);
  });
});

describe('an archive', () => {
  it('keeps the events its pattern wants, and plays them again on its bus', async () => {
    const { events, target, wait, received } = await given();
    const EventSourceArn = 'arn:aws:events:us-east-1:123456789012:event-bus/default';
    const EventPattern = '{"source":["app"]}';
    const { ArchiveArn } = await events.send(
      new CreateArchiveCommand({ ArchiveName: 'kept', EventSourceArn, EventPattern }),
    );
    const put = (Source: string, n: number) => ({ Source, DetailType: 't', Detail: JSON.stringify({ n }) });
    await events.send(new PutEventsCommand({ Entries: [put('app', 1), put('other', 2), put('app', 3)] }));
    await events.send(new PutRuleCommand({ Name: 'late', EventPattern: '{"source":["app","other"]}' }));
    await target('late');

    await events.send(
      new StartReplayCommand({
        ReplayName: 'again',
        EventSourceArn: ArchiveArn,
        EventStartTime: new Date(START - 60_000),
        EventEndTime: new Date(START + 60_000),
        Destination: { Arn: EventSourceArn },
      }),
    );
    const starting = await events.send(new DescribeReplayCommand({ ReplayName: 'again' }));
    await wait(5);
    const replayed = await received();
    const ended = await events.send(new DescribeReplayCommand({ ReplayName: 'again' }));
    const archive = await events.send(new DescribeArchiveCommand({ ArchiveName: 'kept' }));
    const { Rules } = await events.send(new ListRulesCommand({ NamePrefix: 'Events-Archive-' }));

    expect(starting.State).toBe('STARTING');
    expect(ended.State).toBe('COMPLETED');
    expect(replayed.map(({ detail }) => detail.n)).toEqual([1, 3]);
    expect(Object.keys(replayed[0])).toEqual([
      'version',
      'id',
      'detail-type',
      'source',
      'account',
      'time',
      'region',
      'replay-name',
      'resources',
      'detail',
    ]);
    expect(archive.EventCount).toBe(2);
    expect(Rules).toMatchObject([{ Name: 'Events-Archive-kept', ManagedBy: 'prod.vhs.events.aws.internal' }]);
  });

  it('forgets what is older than its retention', async () => {
    const { events, wait } = await given();
    const EventSourceArn = 'arn:aws:events:us-east-1:123456789012:event-bus/default';
    await events.send(new CreateArchiveCommand({ ArchiveName: 'short', EventSourceArn, RetentionDays: 1 }));
    await events.send(new PutEventsCommand({ Entries: [{ Source: 'app', DetailType: 't', Detail: '{}' }] }));

    const before = await events.send(new DescribeArchiveCommand({ ArchiveName: 'short' }));
    await wait(86_401);
    const after = await events.send(new DescribeArchiveCommand({ ArchiveName: 'short' }));

    expect([before.EventCount, after.EventCount]).toEqual([1, 0]);
  });
});
