import {
  DeleteLogStreamCommand,
  DescribeLogStreamsCommand,
  type DescribeLogStreamsCommandInput,
  paginateDescribeLogStreams,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { givenLogs, givenStream, messages, NOW, refusalOf } from './given.ts';

const groupArn = 'arn:aws:logs:us-east-1:123456789012:log-group:g';

describe('log streams', () => {
  it('are described as AWS describes a new one, and with their span once they hold events', async () => {
    const { client, put } = await givenStream();
    const describeStream = async () =>
      (await client.send(new DescribeLogStreamsCommand({ logGroupName: 'g' }))).logStreams?.[0];

    expect(await describeStream()).toEqual({
      arn: `${groupArn}:log-stream:s`,
      creationTime: NOW,
      logStreamName: 's',
      storedBytes: 0,
    });
    await put('g', 's', messages('a', 'b', 'c'));
    expect(await describeStream()).toMatchObject({
      firstEventTimestamp: NOW - 2000,
      lastEventTimestamp: NOW,
      lastIngestionTime: NOW,
    });
  });

  it('are found by the group’s name or ARN, not by both', async () => {
    const { client } = await givenStream();
    const find = (input: DescribeLogStreamsCommandInput) => client.send(new DescribeLogStreamsCommand(input));

    expect((await find({ logGroupIdentifier: 'g' })).logStreams).toHaveLength(1);
    expect((await find({ logGroupIdentifier: groupArn })).logStreams).toHaveLength(1);
    expect(await refusalOf(find({ logGroupIdentifier: groupArn, logGroupName: 'g' }))).toBe(
      'ValidationException: LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    );
  });

  it('are listed by name or by last event, either way round, a page at a time', async () => {
    const { client, group, stream, put } = await givenLogs();
    await group('g');
    for (const name of ['b', 'a', 'c', 'd']) await stream('g', name);
    await put('g', 'b', [{ timestamp: NOW, message: 'newest' }]);
    await put('g', 'd', [{ timestamp: NOW - 1, message: 'older' }]);
    const names = async (input: Partial<DescribeLogStreamsCommandInput>) => {
      const found: (string | undefined)[] = [];
      const pages = paginateDescribeLogStreams({ client, pageSize: 3 }, { logGroupName: 'g', ...input });
      for await (const { logStreams } of pages) found.push(...(logStreams ?? []).map((each) => each.logStreamName));
      return found.join('');
    };

    expect(await names({})).toBe('abcd');
    expect(await names({ descending: true })).toBe('dcba');
    expect(await names({ orderBy: 'LastEventTime', descending: true })).toBe('bdca');
    expect(await names({ logStreamNamePrefix: 'c' })).toBe('c');
  });

  it('are not ordered by last event together with a prefix', async () => {
    const { client } = await givenStream();

    const refused = client.send(
      new DescribeLogStreamsCommand({ logGroupName: 'g', orderBy: 'LastEventTime', logStreamNamePrefix: 's' }),
    );

    expect(await refusalOf(refused)).toBe(
      'InvalidParameterException: Cannot order by LastEventTime with a logStreamNamePrefix.',
    );
  });

  it('say what AWS says when there is one of the name or none', async () => {
    const { client, stream } = await givenStream();

    expect(await refusalOf(stream('g', 's'))).toBe(
      'ResourceAlreadyExistsException: The specified log stream already exists',
    );
    expect(await refusalOf(stream('none', 's'))).toBe(
      'ResourceNotFoundException: The specified log group does not exist.',
    );
    const deleted = client.send(new DeleteLogStreamCommand({ logGroupName: 'g', logStreamName: 'none' }));
    expect(await refusalOf(deleted)).toBe('ResourceNotFoundException: The specified log stream does not exist.');
  });
});
