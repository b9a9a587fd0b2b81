import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../../../support/engine.ts';
import { smtpServer } from '../../../support/smtp.ts';

describe('an IAM user created at the engine', () => {
  it('is a record of us-east-1, matches the rule there, and reaches an address by way of the home region', async () => {
    const smtp = await smtpServer();
    const home = 'ap-northeast-2';
    const running = await engine({ region: home, smtp: smtp.url });
    const [here, global] = [clientOptions(running, home), clientOptions(running)];
    const sns = new SNSClient(here);
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'kim@example.com' }));
    const question = await smtp.next();
    await fetch(/http:\/\/\S+Action=ConfirmSubscription\S+/.exec(question.text)![0]);

    await new S3Client({ ...here, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: 'trail' }));
    const cloudtrail = new CloudTrailClient(here);
    await cloudtrail.send(new CreateTrailCommand({ Name: 'trail', S3BucketName: 'trail', IsMultiRegionTrail: true }));
    await cloudtrail.send(new StartLoggingCommand({ Name: 'trail' }));
    const EventPattern = JSON.stringify({ source: ['aws.iam'], detail: { eventName: [{ prefix: 'Create' }] } });
    const RoleArn = 'arn:aws:iam::123456789012:role/forward-events';
    const rule = async (options: typeof here, Arn: string) => {
      const events = new EventBridgeClient(options);
      await events.send(new PutRuleCommand({ Name: 'iam', EventPattern }));
      await events.send(new PutTargetsCommand({ Rule: 'iam', Targets: [{ Id: 'target', Arn, RoleArn }] }));
    };
    await rule(here, TopicArn!);
    await rule(global, `arn:aws:events:${home}:123456789012:event-bus/default`);

    const iam = new IAMClient(here);
    await iam.send(new CreateUserCommand({ UserName: 'mallory' }));
    const created = await smtp.next();
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'mallory' }));
    const keyMade = await smtp.next();
    const record = JSON.parse(created.text.split('\n--\n')[0]!);

    expect(record).toMatchObject({
      source: 'aws.iam',
      'detail-type': 'AWS API Call via CloudTrail',
      region: 'us-east-1',
      detail: {
        eventSource: 'iam.amazonaws.com',
        eventName: 'CreateUser',
        awsRegion: 'us-east-1',
        requestParameters: { userName: 'mallory' },
      },
    });
    expect(keyMade.text).toContain(AccessKey!.AccessKeyId);
    expect(keyMade.text).not.toContain(AccessKey!.SecretAccessKey);
    await smtp.close();
  });
});
