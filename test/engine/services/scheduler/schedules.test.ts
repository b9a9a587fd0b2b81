import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  SchedulerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type EngineOptions, startEngine } from '../../../../engine/index.ts';
import { clientOptions, engine } from '../../../support/engine.ts';
import { queue } from '../../../support/queue.ts';
import { recordings, refusal } from '../../../support/recorded.ts';
import { sharedData } from '../../../support/shared.ts';

const RoleArn = 'arn:aws:iam::123456789012:role/scheduler';

async function given(startAt = '2026-11-20T10:00:00Z', options: EngineOptions = {}, start = engine) {
  const running = await start({
    clock: 'virtual',
    startAt: Date.parse(startAt),
    ...options,
    log: { warn: () => {}, error: () => {} },
  });
  const scheduler = new SchedulerClient(clientOptions(running));
  const to = await queue(running);
  const input = (ScheduleExpression: string, more: { Target?: object; [name: string]: unknown } = {}) => ({
    Name: 'schedule',
    ScheduleExpression,
    FlexibleTimeWindow: { Mode: 'OFF' as const },
    ...more,
    Target: { Arn: to.arn, RoleArn, Input: '<aws.scheduler.scheduled-time>', ...more.Target },
  });
  const create = (expression: string, more = {}) => scheduler.send(new CreateScheduleCommand(input(expression, more)));
  const advance = (to: string) => running.clock.advanceTo(Date.parse(to));
  const bodies = async () => (await to.receive()).map(({ Body }) => Body);
  return { running, scheduler, to, input, create, advance, bodies };
}

describe('a schedule', () => {
  it('was last changed when it was made, as long as nobody changed it', async () => {
    const scheduler = new SchedulerClient(clientOptions(await engine({ log: { warn: () => {}, error: () => {} } })));
    const input = {
      ScheduleExpression: 'rate(1 hour)',
      FlexibleTimeWindow: { Mode: 'OFF' as const },
      Target: { Arn: 'arn:aws:sqs:us-east-1:123456789012:q', RoleArn },
    };

    // The clock of this engine goes by itself, so many are made: the two moments must be one reading of it.
    for (let at = 0; at < 100; at += 1) await scheduler.send(new CreateScheduleCommand({ ...input, Name: `s${at}` }));
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));

    expect(Schedules).toHaveLength(100);
    expect(Schedules.map((each) => each.LastModificationDate)).toEqual(Schedules.map((each) => each.CreationDate));
  });

  it('invokes its target once at a time of its zone, and is gone if it should be', async () => {
    const { scheduler, create, advance, bodies } = await given();
    await create('at(2026-11-21T09:30:00)', {
      ScheduleExpressionTimezone: 'Asia/Seoul',
      ActionAfterCompletion: 'DELETE',
    });

    await advance('2026-11-21T00:29:59Z');
    const before = await bodies();
    await advance('2026-11-22T00:00:00Z');
    const { Schedules } = await scheduler.send(new ListSchedulesCommand({}));

    expect(before).toEqual([]);
    expect(await bodies()).toEqual(['2026-11-21T00:30:00Z']);
    expect(Schedules).toEqual([]);
  });

  it("follows its zone's clocks over the change to winter time, and leaves out what spring skips", async () => {
    const { create, advance, bodies } = await given('2026-10-24T12:00:00Z');
    await create('cron(30 2 * * ? *)', { ScheduleExpressionTimezone: 'Europe/Berlin' });

    await advance('2026-10-27T00:00:00Z');
    const autumn = await bodies();
    await advance('2027-03-27T00:00:00Z');
    while ((await bodies()).length > 0);
    await advance('2027-03-30T00:00:00Z');

    expect(autumn).toEqual(['2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']);
    expect(await bodies()).toEqual(['2027-03-27T01:30:00Z', '2027-03-29T00:30:00Z']);
  });

  it('keeps between its dates, and runs no more once it is disabled', async () => {
    const { scheduler, input, create, advance, bodies } = await given();
    await create('rate(1 hour)', {
      StartDate: new Date('2026-11-20T12:00:00Z'),
      EndDate: new Date('2026-11-20T15:00:00Z'),
    });
    await create('rate(1 day)', { Name: 'other' });
    await scheduler.send(new UpdateScheduleCommand({ ...input('rate(1 day)'), Name: 'other', State: 'DISABLED' }));

    await advance('2026-11-23T00:00:00Z');

    expect(await bodies()).toEqual([
      '2026-11-20T12:00:00Z',
      '2026-11-20T13:00:00Z',
      '2026-11-20T14:00:00Z',
      '2026-11-20T15:00:00Z',
    ]);
  });

  it('at a rate begins at once without a start date, and one that runs once minds no dates', async () => {
    const { create, advance, bodies } = await given();
    await create('rate(1 hour)');
    await create('at(2026-11-20T10:30:00)', { Name: 'once', StartDate: new Date('2026-11-21T00:00:00Z') });

    await advance('2026-11-20T11:00:00Z');

    expect(await bodies()).toEqual(['2026-11-20T10:00:00Z', '2026-11-20T10:30:00Z', '2026-11-20T11:00:00Z']);
  });

  it('somewhere in its window when it is flexible', async () => {
    const { create, advance, bodies } = await given();
    await create('at(2026-11-20T11:00:00)', { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 } });

    await advance('2026-11-20T10:59:00Z');
    expect(await bodies()).toEqual([]);
    await advance('2026-11-20T11:30:00Z');

    expect(await bodies()).toEqual(['2026-11-20T11:00:00Z']);
  });

  it('whose target is gone leaves its input in the dead-letter queue', async () => {
    const { to, create, advance } = await given();
    const Target = { Arn: 'arn:aws:sqs:us-east-1:123456789012:gone', Input: '{}', DeadLetterConfig: { Arn: to.arn } };
    const { ScheduleArn } = await create('at(2026-11-20T11:00:00)', { Target });

    await advance('2026-11-20T11:00:00Z');
    const [message] = await to.messages(1);

    expect(message!.MessageAttributes).toMatchObject({
      SCHEDULE_ARN: { StringValue: ScheduleArn },
      SCHEDULED_TIME: { StringValue: '2026-11-20T11:00:00Z' },
      ERROR_CODE: { StringValue: 'NO_RESOURCE' },
    });
  });

  it('shows what it was given, with the defaults', async () => {
    const { scheduler, to, create } = await given();
    await create('rate(5 minutes)');

    const { $metadata: _metadata, ...found } = await scheduler.send(new GetScheduleCommand({ Name: 'schedule' }));

    expect(found).toMatchObject({
      Arn: 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/schedule',
      GroupName: 'default',
      ScheduleExpressionTimezone: 'UTC',
      State: 'ENABLED',
      ActionAfterCompletion: 'NONE',
      Target: { Arn: to.arn, RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } },
    });
  });
});

describe('an engine that was stopped while schedules fell due', () => {
  it('makes up for what the retry policy would still have tried, once each, and goes on', async () => {
    const dataFolder = mkdtempSync(path.join(tmpdir(), 'scheduler-'));
    onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
    const before = await given('2026-11-20T10:00:00Z', { dataFolder }, startEngine);
    const RetryPolicy = { MaximumEventAgeInSeconds: 7200 };
    await before.create('at(2026-11-20T10:30:00)', { Name: 'missed', ActionAfterCompletion: 'DELETE' });
    await before.create('at(2026-11-20T10:10:00)', { Name: 'served' });
    await before.create('rate(1 hour)', { Name: 'hourly', Target: { RetryPolicy } });
    await before.advance('2026-11-20T10:15:00Z');
    const served = await before.bodies();
    await before.running.close();

    const after = await given('2026-11-20T14:30:00Z', { dataFolder });
    await after.advance('2026-11-20T14:30:01Z');
    const madeUp = await after.bodies();
    await after.advance('2026-11-20T15:30:00Z');
    const { Schedules } = await after.scheduler.send(new ListSchedulesCommand({}));

    expect(served).toEqual(['2026-11-20T10:00:00Z', '2026-11-20T10:10:00Z']);
    expect(madeUp.toSorted()).toEqual(['2026-11-20T10:30:00Z', '2026-11-20T13:00:00Z', '2026-11-20T14:00:00Z']);
    expect(await after.bodies()).toEqual(['2026-11-20T15:00:00Z']);
    expect(Schedules?.map(({ Name }) => Name)).toEqual(['hourly', 'served']);
  });
});

// The wording is what users measured of AWS.
describe('CreateSchedule', () => {
  const arn = (service: string, resource: string, region = 'us-east-1') =>
    `arn:aws:${service}:${region}:123456789012:${resource}`;
  const universal = (operation: string) => `arn:aws:scheduler:::aws-sdk:sqs:${operation}`;

  it.each<[message: string, more: { Target?: object; [name: string]: unknown }]>([
    [
      'MaximumWindowInMinutes must be provided when FlexibleTimeWindowMode is set to FLEXIBLE.',
      { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } },
    ],
    [
      'MaximumWindowInMinutes must not be provided when FlexibleTimeWindowMode is set to OFF.',
      { FlexibleTimeWindow: { Mode: 'OFF', MaximumWindowInMinutes: 5 } },
    ],
    [
      'The StartDate you specify must come before the EndDate.',
      { StartDate: new Date('2031-01-01'), EndDate: new Date('2030-01-01') },
    ],
    ['Parameters SqsParameters must be specified.', { Target: { Arn: arn('sqs', 'q.fifo') } }],
    [
      'Parameters MessageGroupId not valid for the target.',
      { Target: { Arn: arn('sqs', 'q'), SqsParameters: { MessageGroupId: 'g' } } },
    ],
    [
      'Parameters KinesisParameters not supported for the target.',
      { Target: { Arn: arn('sqs', 'q'), KinesisParameters: { PartitionKey: 'k' } } },
    ],
    [
      'The target ARN provided does not match the current region us-east-1.',
      { Target: { Arn: arn('sqs', 'q', 'eu-west-1') } },
    ],
    ['s3 is not a supported service for a target.', { Target: { Arn: 'arn:aws:s3:::b' } }],
    ['JSON syntax error in input for the target.', { Target: { Arn: arn('lambda', 'function:f'), Input: 'text' } }],
    ['getQueueUrl API is not supported.', { Target: { Arn: universal('getQueueUrl') } }],
    [
      'You must provide an input to set this target for your schedule.',
      { Target: { Arn: universal('sendMessage'), Input: undefined } },
    ],
  ])('refuses: %s', async (message, more) => {
    const { create } = await given();

    await expect(create('rate(5 minutes)', more)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it('answers the same request once more, and refuses another of that name', async () => {
    const { create } = await given();
    const first = await create('rate(5 minutes)', { ClientToken: 'one' });

    await expect(create('rate(5 minutes)', { ClientToken: 'one' })).resolves.toMatchObject({
      ScheduleArn: first.ScheduleArn,
    });
    await expect(create('rate(5 minutes)', { ClientToken: 'two' })).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });
});

describe('a group of schedules', () => {
  it('has tags, and takes its schedules with it', async () => {
    const { scheduler, create } = await given();
    const { ScheduleGroupArn: ResourceArn } = await scheduler.send(new CreateScheduleGroupCommand({ Name: 'group' }));
    await create('rate(1 day)', { GroupName: 'group' });
    await scheduler.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'a', Value: 'b' }] }));
    const tagged = await scheduler.send(new ListTagsForResourceCommand({ ResourceArn }));
    await scheduler.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
    const untagged = await scheduler.send(new ListTagsForResourceCommand({ ResourceArn }));

    await scheduler.send(new DeleteScheduleGroupCommand({ Name: 'group' }));
    const { Schedules } = await scheduler.send(new ListSchedulesCommand({}));

    expect(tagged.Tags).toEqual([{ Key: 'a', Value: 'b' }]);
    expect(untagged.Tags).toEqual([]);
    expect(Schedules).toEqual([]);
  });
});

describe.skipIf(!sharedData)("Scheduler's answers to expressions, as recorded from AWS", () => {
  const recorded = () => recordings('scheduler/test_scheduler');

  it('refuse what AWS refuses', async () => {
    const { create } = await given();
    const wrong = [
      'cron(0 1 * * * *)',
      'cron(7 20 * * NOT *)',
      'cron(INVALID)',
      'cron(0 dummy ? * MON-FRI *)',
      'cron(71 8 1 * ? *)',
      'cron()',
      'rate(10 seconds)',
      'rate(10 years)',
      'rate()',
      'rate(10)',
      'rate(10 minutess)',
      'rate(foo minutes)',
      'rate(-10 minutes)',
      'rate( 10 minutes )',
      ' rate(10 minutes)',
      'at(2021-12-31T23:59:59Z)',
      'at(2021-12-31)',
    ];
    for (const expression of wrong) {
      const test = `tests_create_schedule_with_invalid_schedule_expression[${expression}]`;
      expect(await refusal(create(expression))).toEqual(recorded().error(test, 'invalid-schedule-expression'));
    }
  });

  it('take what AWS takes', async () => {
    const { create } = await given();
    const right = [
      'cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)',
      'cron(30-30 13-13 ? * 2,4,6 *)',
      'cron(1-31/30 1-1 ? * 1,7 *)',
      'cron(0 18 ? * MON-FRI *)',
      'cron(*/15 * * * ? *)',
      'cron(0-59/10 0-23/2 ? * * *)',
    ];
    for (const [at, expression] of right.entries()) {
      const { ScheduleArn } = await create(expression, { Name: `schedule-${at}` });
      expect(ScheduleArn).toContain(`schedule/default/schedule-${at}`);
    }
  });
});
