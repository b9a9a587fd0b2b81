import {
  CloudTrailClient,
  CreateTrailCommand,
  GetTrailStatusCommand,
  LookupEventsCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand, type RuleState } from '@aws-sdk/client-eventbridge';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { CloudTrailRecord } from '../../../../core/cloudtrail/index.ts';
import type { Engine } from '../../../../engine/index.ts';
import { clientOptions, engine } from '../../../support/engine.ts';
import { eventually } from '../../../support/eventually.ts';
import { queue } from '../../../support/queue.ts';

const record = (eventName: string, more: Partial<CloudTrailRecord> = {}): CloudTrailRecord => ({
  eventVersion: '1.09',
  eventTime: '2026-11-20T10:00:00Z',
  eventSource: 'iam.amazonaws.com',
  eventName,
  awsRegion: 'us-east-1',
  userIdentity: { type: 'IAMUser', userName: 'kim', accountId: '123456789012', accessKeyId: 'AKIAEXAMPLE' },
  requestParameters: { userName: 'mallory' },
  eventID: `id-of-${eventName}`,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '123456789012',
  ...more,
});

/** A multi-region trail with a log group, logging. */
async function trail(running: Engine) {
  const options = clientOptions(running);
  const [cloudtrail, logs] = [new CloudTrailClient(options), new CloudWatchLogsClient(options)];
  await new S3Client({ ...options, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: 'bucket' }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'trail' }));
  await cloudtrail.send(
    new CreateTrailCommand({
      Name: 'trail',
      S3BucketName: 'bucket',
      IsMultiRegionTrail: true,
      CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:trail:*',
      CloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/trail',
    }),
  );
  await cloudtrail.send(new StartLoggingCommand({ Name: 'trail' }));
  const messages = (count: number) =>
    eventually(async () => {
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: 'trail' }));
      const found = events.map(({ message, logStreamName }) => ({ logStreamName, ...JSON.parse(message ?? '') }));
      return found.length >= count ? (found as (CloudTrailRecord & { logStreamName: string })[]) : undefined;
    });
  return { cloudtrail, messages };
}

/** A queue that gets what a rule for API calls matches. */
async function calls(running: Engine, state: RuleState = 'ENABLED', region = 'us-east-1') {
  const to = await queue(running, `calls-${state.length}`, region);
  const events = new EventBridgeClient(clientOptions(running, region));
  const EventPattern = JSON.stringify({ 'detail-type': ['AWS API Call via CloudTrail'] });
  await events.send(new PutRuleCommand({ Name: to.arn.split(':').at(-1), EventPattern, State: state }));
  await events.send(new PutTargetsCommand({ Rule: to.arn.split(':').at(-1), Targets: [{ Id: 'queue', Arn: to.arn }] }));
  const named = async (count: number) =>
    (await to.messages(count)).map(({ Body }) => JSON.parse(Body ?? '').detail.eventName as string);
  return { named, receive: to.receive };
}

describe('records of a trail', () => {
  it('reach its log group, the history and the bus', async () => {
    const running = await engine();
    const { cloudtrail, messages } = await trail(running);
    const bus = await calls(running);
    await bus.receive();

    running.services.cloudtrail.ports.deliver([record('CreateUser')]);
    const found = (await messages(1)).find(({ eventID }) => eventID === 'id-of-CreateUser');
    const { Events } = await cloudtrail.send(
      new LookupEventsCommand({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateUser' }] }),
    );

    expect(found).toMatchObject({ logStreamName: '123456789012_CloudTrail_us-east-1', eventName: 'CreateUser' });
    expect(await bus.named(1)).toContain('CreateUser');
    expect(Events).toHaveLength(1);
    expect(Events![0]).toMatchObject({
      EventId: 'id-of-CreateUser',
      Username: 'kim',
      ReadOnly: 'false',
      Resources: [{ ResourceName: 'mallory' }],
    });
  });

  it('that only read reach only rules that want all management events', async () => {
    const running = await engine();
    await trail(running);
    const plain = await calls(running);
    const all = await calls(running, 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
    await plain.receive();
    await all.receive();

    running.services.cloudtrail.ports.deliver([record('ListUsers', { readOnly: true }), record('DeleteUser')]);

    const [seen, seenByAll] = [await plain.named(1), await all.named(2)];
    expect(seen).toContain('DeleteUser');
    expect(seen).not.toContain('ListUsers');
    expect(seenByAll).toEqual(expect.arrayContaining(['ListUsers', 'DeleteUser']));
  });

  it('stay off bus and log group when no trail logs, and are in the history all the same', async () => {
    const running = await engine();
    const { cloudtrail, messages } = await trail(running);
    const bus = await calls(running);
    await cloudtrail.send(new StopLoggingCommand({ Name: 'trail' }));
    await bus.receive();
    const before = await messages(0);

    running.services.cloudtrail.ports.deliver([record('CreateUser')]);
    const { Events } = await cloudtrail.send(
      new LookupEventsCommand({ LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: 'mallory' }] }),
    );

    expect(Events).toHaveLength(1);
    expect(await bus.receive()).toEqual([]);
    expect(await messages(0)).toHaveLength(before.length);
  });

  it('are kept although the log group is gone, and GetTrailStatus says so', async () => {
    const running = await engine();
    const { cloudtrail } = await trail(running);
    const logs = new CloudWatchLogsClient(clientOptions(running));
    const lost = new CreateTrailCommand({
      Name: 'lost',
      S3BucketName: 'bucket',
      CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:gone:*',
      CloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/trail',
    });
    await expect(cloudtrail.send(lost)).rejects.toThrow('CloudTrail cannot validate the specified log group ARN.');
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'gone' }));
    await cloudtrail.send(lost);
    await logs.send(new DeleteLogGroupCommand({ logGroupName: 'gone' }));
    await cloudtrail.send(new StartLoggingCommand({ Name: 'lost' }));

    running.services.cloudtrail.ports.deliver([record('CreateUser')]);
    const status = await cloudtrail.send(new GetTrailStatusCommand({ Name: 'lost' }));

    expect(status.LatestCloudWatchLogsDeliveryError).toBe('ResourceNotFoundException');
  });
});

describe('calls made to the engine', () => {
  it("become records in AWS's shape, errors too", async () => {
    const running = await engine();
    const { messages } = await trail(running);
    const sns = new SNSClient(clientOptions(running, 'eu-west-1'));

    await sns.send(new CreateTopicCommand({ Name: 'alerts', Tags: [{ Key: 'team', Value: 'red' }] }));
    await sns.send(new CreateTopicCommand({ Name: 'no good' })).catch(() => {});
    const made = (await messages(2)).filter(({ eventName }) => eventName === 'CreateTopic');

    expect(made[0]).toMatchObject({
      userIdentity: { type: 'IAMUser', accountId: '123456789012', accessKeyId: 'test' },
      eventSource: 'sns.amazonaws.com',
      awsRegion: 'eu-west-1',
      sourceIPAddress: '127.0.0.1',
      requestParameters: { name: 'alerts', tags: [{ key: 'team', value: 'red' }] },
      responseElements: { topicArn: 'arn:aws:sns:eu-west-1:123456789012:alerts' },
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '123456789012',
      eventCategory: 'Management',
      logStreamName: '123456789012_CloudTrail_eu-west-1',
    });
    expect(made[1]).toMatchObject({
      errorCode: 'InvalidParameterException',
      errorMessage: 'Invalid parameter: Topic Name',
      responseElements: null,
    });
  });

  it('name the bucket, the key and the role they were on, as the records of a real account do', async () => {
    // Prepare
    const running = await engine();
    const options = clientOptions(running);
    const [kms, sts, cloudtrail] = [new KMSClient(options), new STSClient(options), new CloudTrailClient(options)];
    const role = 'arn:aws:iam::123456789012:role/audit';

    // Act
    await new S3Client({ ...options, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: 'kept' }));
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata!.KeyId;
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/own', TargetKeyId: KeyId }));
    await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
    await kms.send(new EncryptCommand({ KeyId: 'alias/own', Plaintext: Buffer.from('a secret') }));
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'kim' }));
    await sts.send(new GetCallerIdentityCommand({}));
    const { Events } = await cloudtrail.send(new LookupEventsCommand({}));
    const made = Object.fromEntries(
      Events!.map(({ EventName, CloudTrailEvent }) => [EventName!, JSON.parse(CloudTrailEvent!)]),
    );

    // Assess
    const [accountId, key] = ['123456789012', 'AWS::KMS::Key'];
    const alias = 'arn:aws:kms:us-east-1:123456789012:alias/own';
    expect(made.CreateBucket.resources).toEqual([{ accountId, type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::kept' }]);
    expect(made.CreateKey).toMatchObject({ readOnly: false, resources: [{ ARN: KeyMetadata!.Arn }] });
    expect(made.CreateAlias.resources).toEqual([
      { accountId, type: key, ARN: KeyMetadata!.Arn },
      { accountId, type: key, ARN: alias },
    ]);
    for (const use of [made.GenerateDataKey, made.Encrypt]) {
      expect(use).toMatchObject({
        readOnly: true,
        responseElements: null,
        resources: [{ accountId, type: key, ARN: KeyMetadata!.Arn }],
      });
    }
    expect(made.AssumeRole).toMatchObject({
      readOnly: true,
      responseElements: {
        credentials: { accessKeyId: Credentials!.AccessKeyId, sessionToken: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
        assumedRoleUser: { arn: 'arn:aws:sts::123456789012:assumed-role/audit/kim' },
      },
      resources: [{ accountId, type: 'AWS::IAM::Role', ARN: role }],
    });
    expect(made.GetCallerIdentity.responseElements).toMatchObject({ account: accountId });
    expect(JSON.stringify(made)).not.toContain(Credentials!.SecretAccessKey);
  });

  it('on data are recorded only where a selector asks for them, with what they carry hidden', async () => {
    const running = await engine();
    const { cloudtrail, messages } = await trail(running);
    const sns = new SNSClient(clientOptions(running));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
    await sns.send(new PublishCommand({ TopicArn, Message: 'before' }));
    await cloudtrail.send(
      new PutEventSelectorsCommand({
        TrailName: 'trail',
        AdvancedEventSelectors: [
          {
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Data'] },
              { Field: 'resources.type', Equals: ['AWS::SNS::Topic'] },
            ],
          },
        ],
      }),
    );

    await sns.send(new PublishCommand({ TopicArn, Message: 'a secret' }));
    const data = (await messages(3)).filter(({ eventName }) => eventName === 'Publish');

    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      managementEvent: false,
      requestParameters: { topicArn: TopicArn, message: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      resources: [{ type: 'AWS::SNS::Topic', ARN: TopicArn }],
    });
    expect(JSON.stringify(data)).not.toContain('a secret');
  });

  it('can be looked up newest first, page by page', async () => {
    const running = await engine();
    const cloudtrail = new CloudTrailClient(clientOptions(running));
    running.services.cloudtrail.ports.deliver(
      Array.from({ length: 5 }, (_, at) => record(`Call${at}`, { eventTime: `2026-11-20T10:00:0${at}Z` })),
    );

    const names: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const LookupAttributes = [{ AttributeKey: 'Username' as const, AttributeValue: 'kim' }];
      const page = await cloudtrail.send(new LookupEventsCommand({ LookupAttributes, MaxResults: 2, NextToken }));
      names.push(...page.Events!.map(({ EventName }) => EventName));
      NextToken = page.NextToken;
    } while (NextToken);

    expect(names).toEqual(['Call4', 'Call3', 'Call2', 'Call1', 'Call0']);
  });
});
