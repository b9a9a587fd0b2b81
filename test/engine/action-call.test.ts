import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, describe, expect, it } from 'vitest';
import { formOf } from '../../engine/action-call.ts';
import { verify } from '../../engine/http/signature/verify.ts';
import { clientOptions, engine as startedEngine } from '../support/engine.ts';

const stop = 'arn:aws:automate:us-east-1:ec2:stop';
const recover = 'arn:aws:automate:us-east-1:ec2:recover';
const scale = 'arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:x:autoScalingGroupName/web:policyName/out';
const start = Date.UTC(2026, 10, 21, 3);
const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A query API that answers as told, then with success. */
async function queryApi(...answers: (readonly [status: number, body: string])[]) {
  const calls: Record<string, string>[] = [];
  const unsigned: unknown[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { method = '', url = '', headers } = request;
    const { AWS_SECRET_ACCESS_KEY: secret = 'test' } = process.env;
    const refused = verify({ method, path: url, query: '', headers, body }, 'query', () => secret, Date.now());
    if (refused) unsigned.push(refused);
    calls.push(Object.fromEntries(new URLSearchParams(body.toString())));
    const [status, text] = answers.shift() ?? [200, '<Response/>'];
    response.writeHead(status).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, unsigned };
}

async function given(api: { url: string }, actions: string[]) {
  const engine = await startedEngine({
    clock: 'virtual',
    startAt: start,
    actionEndpoints: { ec2: api.url, autoscaling: api.url },
  });
  const client = new CloudWatchClient(clientOptions(engine));
  await client.send(
    new PutMetricAlarmCommand({
      AlarmName: 'alarm',
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 50,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
      AlarmActions: actions,
    }),
  );
  await client.send(new SetAlarmStateCommand({ AlarmName: 'alarm', StateValue: 'ALARM', StateReason: 'x' }));
  const history = async () => {
    const { AlarmHistoryItems = [] } = await client.send(
      new DescribeAlarmHistoryCommand({ HistoryItemType: 'Action', ScanBy: 'TimestampAscending' }),
    );
    return AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary);
  };
  return { engine, history };
}

describe('an EC2 action with an endpoint', () => {
  it('is sent as the call it stands for, signed, and its end is in the history', async () => {
    const api = await queryApi();
    const { engine, history } = await given(api, [stop]);

    await engine.clock.advanceTo(start + 1000);

    expect(api.calls).toEqual([{ Action: 'StopInstances', Version: '2016-11-15', 'InstanceId.1': 'i-1' }]);
    expect(api.unsigned).toEqual([]);
    expect(await history()).toEqual([`Successfully executed action ${stop}`]);
  });

  it('is tried again when the endpoint fails, and given up when the call is refused', async () => {
    const api = await queryApi(
      [503, ''],
      [400, '<Code>Throttling</Code>'],
      [400, '<Code>InvalidInstanceID.NotFound</Code><Message>no i-1</Message>'],
    );
    const { engine, history } = await given(api, [stop]);

    await engine.clock.advanceTo(start + 120_000);

    expect(api.calls).toHaveLength(3);
    expect(await history()).toEqual([`Failed to execute action ${stop}. Received error: "no i-1"`]);
  });

  it('is recorded only where it has no public API', async () => {
    const api = await queryApi();
    const { history } = await given(api, [recover]);

    expect(await history()).toEqual([`Recorded action ${recover}`]);
    expect(api.calls).toEqual([]);
  });
});

describe('an Auto Scaling action with an endpoint', () => {
  it('is sent every minute that the state lasts', async () => {
    const api = await queryApi();
    const { engine, history } = await given(api, [scale]);

    await engine.clock.advanceTo(start + 3 * 60_000 + 1000);

    expect(api.calls).toHaveLength(4);
    expect(api.calls[0]).toMatchObject({
      Action: 'ExecutePolicy',
      Version: '2011-01-01',
      AutoScalingGroupName: 'web',
      PolicyName: 'out',
      HonorCooldown: 'true',
    });
    expect(await history()).toHaveLength(4);
  });
});

describe('the form of a call', () => {
  it('numbers the members of a list under its singular', () => {
    const form = formOf({ service: 'ec2', operation: 'RebootInstances', input: { InstanceIds: ['i-1', 'i-2'] } });
    expect(form).toBe('Action=RebootInstances&Version=2016-11-15&InstanceId.1=i-1&InstanceId.2=i-2');
  });
});
