import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { awsCommand, aws as run } from '../support/aws-cli.ts';
import { type Running, running } from '../support/running.ts';

let up: Running | undefined;
let smtp: SMTPServer | undefined;
afterEach(async () => {
  await up?.kill();
  await new Promise<void>((resolve) => (smtp ? smtp.close(resolve) : resolve()));
});

interface Mail {
  readonly to: string | undefined;
  readonly subject: string | undefined;
  readonly text: string | undefined;
}

/** A real SMTP server in this process. `next` waits for a mail whose subject contains a text. */
async function mailServer() {
  const mails: Mail[] = [];
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const { subject, text } = await PostalMime.parse(Buffer.concat(chunks));
        mails.push({ to: session.envelope.rcptTo[0]?.address, subject, text });
        for (const wake of waiting) wake();
        done();
      });
    },
  });
  smtp = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  const next = async (subject: string): Promise<Mail> => {
    for (;;) {
      const found = mails.find((mail) => mail.subject?.includes(subject));
      if (found) return found;
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
  };
  return { url: `smtp://127.0.0.1:${port}`, next };
}

async function given(region: string) {
  const mail = await mailServer();
  up = await running(
    ...['up', '--memory', '--port', '0', '--region', region, '--smtp', mail.url, '--notify', 'kim@example.com'],
    ...['--clock', 'virtual', '--test-hooks'],
  );
  const { url } = up;
  const aws = async (...args: string[]) => {
    const stdout = await run(url, args, { AWS_DEFAULT_REGION: region });
    return stdout === '' ? undefined : (JSON.parse(stdout) as Record<string, unknown>);
  };
  return { url, mail, aws };
}

const createUser = {
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', userName: 'alice', accountId: '123456789012', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
  eventTime: '2026-11-20T03:00:00Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateUser',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2.31.2',
  requestParameters: { userName: 'mallory' },
  responseElements: null,
  eventID: '11111111-2222-3333-4444-555555555555',
  eventType: 'AwsApiCall',
  recipientAccountId: '123456789012',
};

describe.skipIf(!awsCommand)('with the AWS CLI alone', () => {
  it.each(['us-east-1', 'ap-northeast-2'])(
    'an IAM event in us-east-1 becomes a mail, with home in %s',
    async (region) => {
      const { aws, mail } = await given(region);
      const entry = {
        Source: 'aws.iam',
        DetailType: 'AWS API Call via CloudTrail',
        Detail: JSON.stringify(createUser),
      };
      const put = await aws('events', 'put-events', '--region', 'us-east-1', '--entries', JSON.stringify([entry]));
      expect(put).toMatchObject({ FailedEntryCount: 0 });

      const { to, subject, text } = await mail.next('IAM user created');
      expect(to).toBe('kim@example.com');
      expect(subject).toBe('[MEDIUM] IAM user created: mallory by alice');
      expect(text).toContain('Who      alice (IAM user), key AKIAIOSFODNN7EXAMPLE');
      expect(text).toContain('What     CreateUser (iam.amazonaws.com)');
    },
  );

  it('a call to the engine itself is recorded, matched and told', async () => {
    const { aws, mail } = await given('ap-northeast-2');
    await aws('iam', 'create-user', '--user-name', 'eve');
    const { text } = await mail.next('IAM user created: eve by test');
    expect(text).toContain('From     127.0.0.1');
    const { Events } = (await aws(
      ...['cloudtrail', 'lookup-events', '--region', 'us-east-1'],
      ...['--lookup-attributes', 'AttributeKey=EventName,AttributeValue=CreateUser'],
    )) as { Events: { CloudTrailEvent: string }[] };
    expect(JSON.parse(Events[0]!.CloudTrailEvent)).toMatchObject({
      userIdentity: { type: 'IAMUser', userName: 'test' },
      requestParameters: { userName: 'eve' },
      awsRegion: 'us-east-1',
    });
  });

  it('a log line becomes a metric, an alarm, an event on the bus and a mail', async () => {
    // Prepare
    const { aws, mail, url } = await given('us-east-1');
    const [group, stream] = [
      ['--log-group-name', 'app'],
      ['--log-stream-name', 'one'],
    ];
    await aws('logs', 'create-log-group', ...group!);
    await aws('logs', 'create-log-stream', ...group!, ...stream!);
    await aws('logs', 'create-log-group', '--log-group-name', '/events/alarms');
    await aws(
      ...['events', 'put-rule', '--name', 'alarms', '--event-pattern'],
      JSON.stringify({ source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'] }),
    );
    const target = { Id: 'log', Arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/events/alarms' };
    await aws('events', 'put-targets', '--rule', 'alarms', '--targets', JSON.stringify([target]));
    await aws(
      ...['logs', 'put-metric-filter', ...group!, '--filter-name', 'denied', '--filter-pattern'],
      ...['{ $.errorCode = "AccessDenied" }', '--metric-transformations'],
      'metricName=Denied,metricNamespace=App,metricValue=1',
    );
    await aws(
      ...['cloudwatch', 'put-metric-alarm', '--alarm-name', 'denied', '--namespace', 'App', '--metric-name', 'Denied'],
      ...['--statistic', 'Sum', '--period', '60', '--evaluation-periods', '1', '--threshold', '1'],
      ...['--comparison-operator', 'GreaterThanOrEqualToThreshold', '--treat-missing-data', 'notBreaching'],
    );

    // Act
    const record = { ...createUser, errorCode: 'AccessDenied', eventTime: '2000-01-01T00:00:10Z' };
    const events = [{ timestamp: Date.parse('2000-01-01T00:00:10Z'), message: JSON.stringify(record) }];
    await fetch(`${url}/_trailkeeper/clock`, { method: 'POST', body: '{"now":"2000-01-01T00:00:20Z"}' });
    await aws('logs', 'put-log-events', ...group!, ...stream!, '--log-events', JSON.stringify(events));
    await fetch(`${url}/_trailkeeper/clock`, { method: 'POST', body: '{"now":"2000-01-01T00:01:30Z"}' });

    // Assess
    const { MetricAlarms } = (await aws('cloudwatch', 'describe-alarms', '--alarm-names', 'denied')) as {
      MetricAlarms: { StateValue: string; StateReason: string }[];
    };
    expect(MetricAlarms[0]).toMatchObject({
      StateValue: 'ALARM',
      StateReason:
        'Threshold Crossed: 1 datapoint [1.0 (01/01/00 00:00:00)] was greater than or equal to the threshold (1.0).',
    });
    const { text } = await mail.next('[ALARM] denied');
    expect(text).toContain('alice (IAM user), key AKIAIOSFODNN7EXAMPLE');
    const told = (await aws('logs', 'filter-log-events', '--log-group-name', '/events/alarms')) as {
      events: { message: string }[];
    };
    expect(told.events.map(({ message }) => JSON.parse(message))).toContainEqual(
      expect.objectContaining({
        source: 'aws.cloudwatch',
        'detail-type': 'CloudWatch Alarm State Change',
        detail: expect.objectContaining({ alarmName: 'denied', state: expect.objectContaining({ value: 'ALARM' }) }),
      }),
    );
  });
});
