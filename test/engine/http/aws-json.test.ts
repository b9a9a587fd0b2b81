import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  InvalidParameterException,
  PutLogEventsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../../engine/errors.ts';
import type { Call } from '../../../engine/service.ts';
import { madeUp, type ServedForTest, serveServices } from '../../support/serve.ts';

describe('the awsJson protocol', () => {
  let calls: Call[] = [];
  let server: ServedForTest<{ logs: ReturnType<typeof madeUp> }>;
  let client: CloudWatchLogsClient;

  beforeAll(async () => {
    const logs = madeUp(
      { sdk: () => import('@aws-sdk/client-cloudwatch-logs'), signingName: 'logs' },
      {
        PutLogEvents: (call: Call) => {
          calls.push(call);
          return { nextSequenceToken: '1', unknownToTheModel: 1 };
        },
        DescribeLogGroups: () => {
          throw new AwsError('InvalidParameterException', 'not like this');
        },
        DescribeLogStreams: () => {
          throw new TypeError('a fault of ours');
        },
      },
    );
    server = await serveServices({ logs });
    client = new CloudWatchLogsClient(server.config);
  });
  afterAll(() => server.close());

  it('brings the input, the region and who calls, and takes the output back', async () => {
    calls = [];
    const events = [{ timestamp: 5, message: 'one' }];
    const output = await client.send(
      new PutLogEventsCommand({ logGroupName: 'g', logStreamName: 's', logEvents: events }),
    );

    expect(output.nextSequenceToken).toBe('1');
    expect(output).not.toHaveProperty('unknownToTheModel');
    expect(calls[0]?.input).toEqual({ logGroupName: 'g', logStreamName: 's', logEvents: events });
    expect(calls[0]?.region).toBe('us-east-1');
    expect(calls[0]?.caller.arn).toBe('arn:aws:iam::123456789012:user/AKIATEST');
    expect(output.$metadata.requestId).toBe(calls[0]?.requestId);
  });

  it('answers an error as the typed exception the client knows', async () => {
    const failed = client.send(new DescribeLogGroupsCommand({}));

    await expect(failed).rejects.toBeInstanceOf(InvalidParameterException);
    await expect(failed).rejects.toMatchObject({ message: 'not like this', $metadata: { httpStatusCode: 400 } });
  });

  it('names an operation that is not built yet', async () => {
    const failed = client.send(new StartQueryCommand({ queryString: 'fields @message', startTime: 1, endTime: 2 }));

    await expect(failed).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: 'trailkeeper does not implement logs:StartQuery yet',
      $metadata: { httpStatusCode: 501 },
    });
  });

  it('answers a fault of its own as AWS would, and logs it', async () => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'Logs_20140328.DescribeLogStreams', 'content-type': 'application/x-amz-json-1.1' },
      body: '{}',
    });

    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ __type: 'InternalFailure' });
    expect(server.logged.join()).toContain('a fault of ours');
  });
});
