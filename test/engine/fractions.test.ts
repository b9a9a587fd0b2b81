import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, DescribeAlarmHistoryCommand } from '@aws-sdk/client-cloudwatch';
import { ConfigServiceClient, GetResourceConfigHistoryCommand } from '@aws-sdk/client-config-service';
import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
} from '@aws-sdk/client-kinesis';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../support/engine.ts';

describe('a fraction where a limit is asked for', () => {
  it('is taken for the whole number in it, and fails nothing', async () => {
    const options = clientOptions(await engine());
    const kinesis = new KinesisClient(options);
    const sqs = new SQSClient(options);
    await kinesis.send(new CreateStreamCommand({ StreamName: 's', ShardCount: 1 }));
    const { ShardIterator } = await kinesis.send(
      new GetShardIteratorCommand({ StreamName: 's', ShardId: 'shardId-000000000000', ShardIteratorType: 'LATEST' }),
    );
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
    const bucket = { resourceType: 'AWS::S3::Bucket', resourceId: 'b' } as const;

    const answers = await Promise.allSettled([
      kinesis.send(new GetRecordsCommand({ ShardIterator, Limit: 1.5 })),
      sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1.5 })),
      new CloudWatchClient(options).send(new DescribeAlarmHistoryCommand({ MaxRecords: 1.5 })),
      new CloudTrailClient(options).send(new LookupEventsCommand({ MaxResults: 1.5 })),
      new ConfigServiceClient(options).send(new GetResourceConfigHistoryCommand({ ...bucket, limit: 1.5 })),
    ]);

    const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []));
    expect(failures).toEqual([
      'ResourceNotDiscoveredException: Resource b of resourceType:AWS::S3::Bucket is unknown or has not been discovered',
    ]);
  });
});
