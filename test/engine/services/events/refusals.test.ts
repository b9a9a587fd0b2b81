import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  DeleteRuleCommand,
  DescribeArchiveCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
  UpdateArchiveCommand,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';

const arn = (service: string, resource: string, account = '123456789012', region = 'us-east-1') =>
  `arn:aws:${service}:${region}:${account}:${resource}`;
const queue = arn('sqs', 'q');
const RoleArn = 'arn:aws:iam::123456789012:role/r';

async function given() {
  const events = new EventBridgeClient(clientOptions(await engine()));
  await events.send(new PutRuleCommand({ Name: 'app', EventPattern: '{"source":["app"]}' }));
  const put = (...targets: Partial<Target>[]) =>
    events.send(
      new PutTargetsCommand({ Rule: 'app', Targets: targets.map((each) => ({ Id: 't', Arn: queue, ...each })) }),
    );
  return { events, put };
}

// The wording is what users measured of AWS; where a case is none of theirs it follows the API reference.
describe('PutTargets', () => {
  const other = arn('sns', 't', '111122223333');
  const far = arn('events', 'event-bus/default', '123456789012', 'eu-west-1');
  const wants = (Arn: string): [string, Partial<Target>] => [`RoleArn is required for target ${Arn}.`, { Arn }];

  it.each<[message: string, target: Partial<Target>]>([
    wants(arn('states', 'stateMachine:m')),
    wants(arn('kinesis', 'stream/s')),
    wants(arn('firehose', 'deliverystream/s')),
    wants(arn('events', 'api-destination/d/1')),
    wants(other),
    wants(far),
    [
      'Parameter(s) KinesisParameters not supported for target: t.',
      { KinesisParameters: { PartitionKeyPath: '$.id' } },
    ],
    ['Parameter(s) HttpParameters not supported for target: t.', { HttpParameters: {} }],
    ['Parameter(s) EcsParameters must be specified for target: t.', { Arn: arn('ecs', 'cluster/c'), RoleArn }],
    ['Parameter(s) SqsParameters must be specified for target: t.', { Arn: `${queue}.fifo` }],
    ['InputPath for target t is invalid.', { InputPath: 'detail' }],
    ['InputPath for target t is invalid.', { InputPath: "$.detail['a']" }],
    [
      'InputPath for target t is invalid.',
      { InputTransformer: { InputPathsMap: { a: 'detail' }, InputTemplate: '"<a>"' } },
    ],
    [
      'InputTemplate for target t contains placeholder aws.events.event.json valid only for JSON template.',
      { InputTransformer: { InputTemplate: '"<aws.events.event.json>"' } },
    ],
    ['sns is not supported as a dead letter resource.', { DeadLetterConfig: { Arn: arn('sns', 't') } }],
    ['SQS FIFO is not supported by Dead Letter Queues.', { DeadLetterConfig: { Arn: `${queue}.fifo` } }],
  ])('refuses: %s', async (message, target) => {
    const { put } = await given();

    await expect(put(target)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it('refuses an id that comes twice in a request', async () => {
    const { put } = await given();

    await expect(put({}, {})).rejects.toThrow("More than one target with Id 't' is provided.");
  });

  it('takes what lets EventBridge in by its own policy without a role', async () => {
    const { put } = await given();

    for (const Arn of [queue, arn('sns', 't'), arn('lambda', 'function:f'), arn('logs', 'log-group:/g')]) {
      await expect(put({ Arn })).resolves.toMatchObject({ FailedEntryCount: 0 });
    }
    await expect(put({ Arn: arn('events', 'event-bus/own') })).resolves.toMatchObject({ FailedEntryCount: 0 });
  });
});

describe('PutEvents', () => {
  it('refuses a detail nested too deeply, and takes the others', async () => {
    const { events, put } = await given();
    await put({ InputTransformer: { InputPathsMap: { all: '$.detail' }, InputTemplate: '{"all": <all>}' } });
    const nested = (levels: number) => `{"a":${'['.repeat(levels - 1)}"["${']'.repeat(levels - 1)}}`;
    const Entries = [nested(20_000), nested(1_000)].map((Detail) => ({ Source: 'app', DetailType: 't', Detail }));

    const answer = await events.send(new PutEventsCommand({ Entries }));

    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries![0]!.ErrorCode).toBe('MalformedDetail');
    expect(answer.Entries![1]!.EventId).toBeDefined();
  });
});

describe('PutRule', () => {
  it('refuses a pattern of more than 2,048 characters, which the model would still let through', async () => {
    const { events } = await given();
    const pattern = (length: number) => JSON.stringify({ source: ['x'.repeat(length - '{"source":[""]}'.length)] });

    await expect(events.send(new PutRuleCommand({ Name: 'long', EventPattern: pattern(2049) }))).rejects.toThrow(
      'Parameter EventPattern for rule long exceeds limit of 2048.',
    );
    await events.send(new PutRuleCommand({ Name: 'long', EventPattern: pattern(2048) }));
  });
});

describe("an archive's rule", () => {
  it('is not for its user to change, unless by force', async () => {
    const { events } = await given();
    const EventSourceArn = arn('events', 'event-bus/default');
    await events.send(new CreateArchiveCommand({ ArchiveName: 'all', EventSourceArn }));
    const Rule = 'Events-Archive-all';

    const refused = { name: 'ManagedRuleException' };
    const Targets = [{ Id: 't', Arn: queue }];
    await expect(events.send(new PutTargetsCommand({ Rule, Targets }))).rejects.toMatchObject(refused);
    await expect(
      events.send(new PutRuleCommand({ Name: Rule, EventPattern: '{"source":["a"]}' })),
    ).rejects.toMatchObject(refused);
    await expect(events.send(new DeleteRuleCommand({ Name: Rule }))).rejects.toMatchObject(refused);
    await expect(events.send(new DeleteRuleCommand({ Name: Rule, Force: true }))).rejects.toThrow('has targets');
  });

  it('goes back to every event when its pattern is emptied', async () => {
    const { events } = await given();
    const EventSourceArn = arn('events', 'event-bus/default');
    const EventPattern = '{"source":["app"]}';
    await events.send(new CreateArchiveCommand({ ArchiveName: 'some', EventSourceArn, EventPattern }));

    await events.send(new UpdateArchiveCommand({ ArchiveName: 'some', EventPattern: '' }));
    const described = await events.send(new DescribeArchiveCommand({ ArchiveName: 'some' }));

    expect(described.EventPattern).toBeUndefined();
  });

  it('is of a bus in its own region', async () => {
    const { events } = await given();
    const EventSourceArn = arn('events', 'event-bus/default', '123456789012', 'eu-west-1');

    await expect(events.send(new CreateArchiveCommand({ ArchiveName: 'far', EventSourceArn }))).rejects.toThrow(
      'Event bus default does not exist.',
    );
  });
});

describe('CreateEventBus', () => {
  it('refuses a dead-letter queue that is none', async () => {
    const { events } = await given();
    const DeadLetterConfig = { Arn: arn('sns', 't') };

    await expect(events.send(new CreateEventBusCommand({ Name: 'own', DeadLetterConfig }))).rejects.toThrow(
      'sns is not supported as a dead letter resource.',
    );
  });
});
