import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { Told } from '../../cli/told.ts';
import type { CloudTrailRecord } from '../../core/cloudtrail/index.ts';
import { messageOf, type Outcome, simulate, simulated } from '../../core/simulate/index.ts';
import { loadBundles } from '../../functions/bundles.ts';
import { simulationPlan } from '../../replay/plan.ts';
import { alertById } from '../../rules/catalogue.ts';
import { clientOptions, engine as startedEngine } from '../support/engine.ts';

const start = Date.parse('2026-11-20T09:00:00Z');
const MINUTE = 60_000;
const account = '123456789012';
const rule = alertById('iam-user-created')!;

/** A user is created. */
const created = (number: number, at: number, { actor, user }: { actor: string; user: string }): CloudTrailRecord => ({
  ...rule.fires[0]!,
  eventID: `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`,
  eventTime: new Date(at).toISOString().replace('.000Z', 'Z'),
  userIdentity: { type: 'IAMUser', userName: actor, accountId: account, arn: `arn:aws:iam::${account}:user/${actor}` },
  requestParameters: { userName: user },
});

/** An engine in which the alert and its digests are deployed, and somebody is written to. */
async function deployed() {
  const engine = await startedEngine({
    clock: 'virtual',
    startAt: start,
    confirmedAddresses: ['security@example.com'],
  });
  const options = clientOptions(engine);
  const [sns, dynamodb, lambda, events] = [
    new SNSClient(options),
    new DynamoDBClient(options),
    new LambdaClient(options),
    new EventBridgeClient(options),
  ];
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'security@example.com' }));
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'once',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const bundles = await loadBundles();
  const arn = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
  for (const FunctionName of ['alert', 'digest']) {
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs24.x',
        Role: `arn:aws:iam::${account}:role/${FunctionName}`,
        Handler: 'index.handler',
        Timeout: 60,
        MemorySize: 256,
        Code: { ZipFile: bundles.get(FunctionName) },
        Environment: {
          Variables: {
            TOPIC_ARN: TopicArn,
            IDEMPOTENCY_TABLE: 'once',
            DIGEST_ARN: arn('digest'),
            DIGEST_ROLE_ARN: `arn:aws:iam::${account}:role/schedule`,
          },
        },
      }),
    );
  }
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'alert',
      StatementId: 'events',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
    }),
  );
  await events.send(new PutRuleCommand({ Name: rule.id, EventPattern: JSON.stringify(rule.pattern) }));
  const InputTemplate = `{"rule":"${rule.id}","event":<aws.events.event.json>}`;
  await events.send(
    new PutTargetsCommand({
      Rule: rule.id,
      Targets: [{ Id: 'alert', Arn: arn('alert'), InputTransformer: { InputTemplate } }],
    }),
  );
  // CloudTrail puts calls on the bus where a trail records them.
  const [trail, s3] = [new CloudTrailClient(options), new S3Client({ ...options, forcePathStyle: true })];
  const Service = 'cloudtrail.amazonaws.com';
  const allowed = (Action: string, Resource: string) => ({ Effect: 'Allow', Principal: { Service }, Action, Resource });
  await s3.send(new CreateBucketCommand({ Bucket: 'trail' }));
  await s3.send(
    new PutBucketPolicyCommand({
      Bucket: 'trail',
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          allowed('s3:GetBucketAcl', 'arn:aws:s3:::trail'),
          allowed('s3:PutObject', `arn:aws:s3:::trail/AWSLogs/${account}/*`),
        ],
      }),
    }),
  );
  await trail.send(new CreateTrailCommand({ Name: 'trail', S3BucketName: 'trail', IsMultiRegionTrail: true }));
  await trail.send(new StartLoggingCommand({ Name: 'trail' }));
  for (const client of [sns, dynamodb, lambda, events, trail, s3]) client.destroy();
  return { engine, told: new Told(engine) };
}

describe('a storm of alerts', () => {
  it('is told in the engine word for word as in the simulation', async () => {
    // Prepare: over an hour, people create users again and again, some of them the same ones.
    const { engine, told } = await deployed();
    const records = Array.from({ length: 240 }, (_, i) =>
      created(i, start + 60_000 + i * 15_000, { actor: `person-${i % 7}`, user: `user-${(i * i) % 11}` }),
    );
    const end = start + 90 * MINUTE;

    // Act
    for (const record of records) {
      await engine.clock.advanceTo(Date.parse(record.eventTime));
      engine.services.cloudtrail.ports.deliver([record]);
      await engine.clock.idle();
    }
    await engine.clock.advanceTo(end);
    await engine.clock.idle();
    const outcomes: Outcome[] = [];
    const plan = simulationPlan([rule]);
    for await (const outcome of simulate(
      plan,
      records.map((each) => simulated(each)),
      { end },
    ))
      outcomes.push(outcome);

    // Assess
    const expected = outcomes.flatMap(
      (outcome) => messageOf(outcome, { lang: 'en', account, region: 'us-east-1', texts: (id) => alertById(id) }) ?? [],
    );
    const shown = ({ subject, text }: { subject: string; text: string }) =>
      `${subject}\n${text.split('\n\n--\n')[0]!.trimEnd()}`;
    expect(told.mails.map(shown).sort()).toEqual(
      expected.map(({ subject, body }) => shown({ subject, text: body })).sort(),
    );
    expect(expected.filter(({ subject }) => subject.includes(' more: ')).length).toBeGreaterThan(3);
  });

  it('of 10,000 events, many of them twice and more, ends in ten messages and a digest of all the rest', async () => {
    // Prepare: 1,000 calls about 30 incidents, each delivered ten times.
    const { engine, told } = await deployed();
    const records = Array.from({ length: 1000 }, (_, i) =>
      created(i, start, { actor: `person-${i % 5}`, user: `user-${i % 30}` }),
    );
    const deliveries = Array.from({ length: 10 }, () => records).flat();

    // Act
    for (let from = 0; from < deliveries.length; from += 1000) {
      engine.services.cloudtrail.ports.deliver(deliveries.slice(from, from + 1000));
    }
    await engine.clock.idle();
    const atOnce = told.mails.splice(0);
    await engine.clock.advanceTo(start + 20 * MINUTE);
    await engine.clock.idle();

    // Assess
    expect(deliveries).toHaveLength(10_000);
    expect(new Set(atOnce.map(({ text }) => text)).size).toBe(10);
    expect(atOnce).toHaveLength(10);
    expect(told.mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^\[MEDIUM\] 990 more: IAM user created by person-\d and 4 more$/),
    ]);
    expect(told.mails[0]?.text).toContain('In the window of time below, 10 incidents were told one by one.');
  }, 240_000);
});
