import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Engine } from '../../../../engine/index.ts';
import { clientOptions, engine } from '../../../support/engine.ts';
import { eventually } from '../../../support/eventually.ts';
import { smtpServer } from '../../../support/smtp.ts';

interface InboxMail {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
}

const inbox = async ({ url }: Engine): Promise<InboxMail[]> => {
  const answer = await fetch(`${url}/_trailkeeper/inbox`);
  return ((await answer.json()) as { mails: InboxMail[] }).mails;
};

const mailsOf = (running: Engine, count: number) =>
  eventually(async () => {
    const mails = await inbox(running);
    return mails.length >= count ? mails : undefined;
  });

describe('an address subscribed to a topic', () => {
  it('gets nothing until it follows the link of the confirmation mail, and then every message', async () => {
    const running = await engine();
    const sns = new SNSClient(clientOptions(running));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));

    const asked = await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'kim@example.com' }));
    await sns.send(new PublishCommand({ TopicArn, Message: 'too early' }));
    const [question] = await mailsOf(running, 1);
    const link = /http:\/\/\S+Action=ConfirmSubscription\S+/.exec(question!.text)![0];
    const answer = await fetch(link);
    await sns.send(new PublishCommand({ TopicArn, Subject: 'IAM user created', Message: 'who did what' }));
    const mails = await mailsOf(running, 2);

    expect(asked.SubscriptionArn).toBe('pending confirmation');
    expect(question).toMatchObject({ to: 'kim@example.com', subject: 'AWS Notification - Subscription Confirmation' });
    expect(await answer.text()).toContain(`<SubscriptionArn>${TopicArn}:`);
    expect(mails).toHaveLength(2);
    expect(mails[1]).toMatchObject({
      to: 'kim@example.com',
      from: 'AWS Notifications <no-reply@sns.amazonaws.com>',
      subject: 'IAM user created',
    });
    expect(mails[1]!.text).toMatch(/^who did what\n\n--\nIf you wish to stop receiving/);
  });

  it('has two days to follow the link, and is asked anew when it is subscribed again', async () => {
    const running = await engine({ clock: 'virtual', startAt: Date.parse('2026-11-20T10:00:00Z') });
    const sns = new SNSClient(clientOptions(running));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
    const subscribe = () =>
      sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'kim@example.com' }));
    await subscribe();
    const [question] = await mailsOf(running, 1);
    const link = /http:\/\/\S+Action=ConfirmSubscription\S+/.exec(question!.text)![0];
    await running.clock.advanceTo(Date.parse('2026-11-22T10:00:01Z'));

    const late = await fetch(link);
    await subscribe();
    const again = await fetch(link);

    expect(late.status).toBe(400);
    expect(await late.text()).toContain('<Message>Invalid parameter: Token</Message>');
    expect(again.status).toBe(200);
  });

  it('is off the topic by the link at the foot of a mail, and back by the link of the farewell', async () => {
    const running = await engine();
    const sns = new SNSClient(clientOptions(running));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'kim@example.com' }));
    const [question] = await mailsOf(running, 1);
    await fetch(/http:\/\/\S+Action=ConfirmSubscription\S+/.exec(question!.text)![0]);
    await sns.send(new PublishCommand({ TopicArn, Message: 'first' }));
    const [, first] = await mailsOf(running, 2);

    const left = await fetch(/http:\/\/\S+Action=Unsubscribe\S+/.exec(first!.text)![0]);
    const [, , farewell] = await mailsOf(running, 3);
    const without = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    await fetch(/http:\/\/\S+Action=ConfirmSubscription\S+/.exec(farewell!.text)![0]);
    const again = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));

    expect(left.status).toBe(200);
    expect(farewell!.subject).toBe('AWS Notification - Unsubscribe Confirmation');
    expect(without.Subscriptions).toEqual([]);
    expect(again.Subscriptions).toHaveLength(1);
  });

  it('needs no confirmation when the engine was told of it', async () => {
    const running = await engine({ confirmedAddresses: ['kim@example.com'] });
    const sns = new SNSClient(clientOptions(running));
    const { TopicArn } = await sns.send(
      new CreateTopicCommand({ Name: 'alerts', Attributes: { DisplayName: 'Guard' } }),
    );
    const { SubscriptionArn } = await sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'kim@example.com' }),
    );

    await sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
    const mails = await mailsOf(running, 1);
    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));

    expect(mails[0]).toMatchObject({
      from: 'Guard <no-reply@sns.amazonaws.com>',
      subject: 'AWS Notification Message',
    });
    expect(Attributes?.PendingConfirmation).toBe('false');
  });
});

describe('mail over SMTP', () => {
  it('to an address about which the server says nothing holds up no other', async () => {
    const smtp = await smtpServer({ hang: 'slow@example.com' });
    onTestFinished(() => void smtp.close());
    const confirmedAddresses = ['slow@example.com', 'kim@example.com'];
    const running = await engine({ smtp: smtp.url, confirmedAddresses, log: { warn: () => {}, error: () => {} } });
    const sns = new SNSClient(clientOptions(running));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
    for (const Endpoint of confirmedAddresses) {
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
    }

    const subjects = Array.from({ length: 20 }, (_, i) => `message ${i}`);
    for (const Subject of subjects) await sns.send(new PublishCommand({ TopicArn, Subject, Message: 'm' }));
    const got: string[] = [];
    for (const _each of subjects) got.push((await smtp.next()).subject);

    expect(got).toEqual(subjects);
  });

  it('carries an event from a rule to an address', async () => {
    const smtp = await smtpServer();
    const running = await engine({ smtp: smtp.url, confirmedAddresses: ['kim@example.com'] });
    const options = clientOptions(running);
    const [sns, events] = [new SNSClient(options), new EventBridgeClient(options)];
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'kim@example.com' }));
    await events.send(new PutRuleCommand({ Name: 'iam', EventPattern: '{"source":["aws.iam"]}' }));
    const InputTransformer = {
      InputPathsMap: { user: '$.detail.requestParameters.userName' },
      InputTemplate: '"User <user> was created"',
    };
    await events.send(
      new PutTargetsCommand({ Rule: 'iam', Targets: [{ Id: 'topic', Arn: TopicArn, InputTransformer }] }),
    );

    const Detail = JSON.stringify({ eventName: 'CreateUser', requestParameters: { userName: 'mallory' } });
    await events.send(
      new PutEventsCommand({ Entries: [{ Source: 'aws.iam', DetailType: 'AWS API Call via CloudTrail', Detail }] }),
    );
    const mail = await smtp.next();

    expect(mail.to).toEqual(['kim@example.com']);
    expect(mail.subject).toBe('AWS Notification Message');
    expect(mail.text).toContain('"User mallory was created"');
    expect(await inbox(running)).toEqual([]);
    await smtp.close();
  });

  it('is tried again when the server is away for a while', async () => {
    const smtp = await smtpServer({ refuse: 1 });
    const running = await engine({
      clock: 'virtual',
      smtp: smtp.url,
      confirmedAddresses: ['kim@example.com'],
      log: { warn: () => {}, error: () => {} },
    });
    const sns = new SNSClient(clientOptions(running));
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'kim@example.com' }));

    await sns.send(new PublishCommand({ TopicArn, Message: 'persistent' }));
    await running.clock.advanceTo(running.clock.now() + 60_000);
    const mail = await smtp.next();

    expect(smtp.refused).toBe(1);
    expect(mail.text).toContain('persistent');
    await smtp.close();
  });
});
