import { DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GROUP, groupArn, refused, type Scenario, type Stage, stream } from './stage.ts';

const describeStreams = ({ logs }: Stage, input: object) => logs.send(new DescribeLogStreamsCommand(input));

export const streams: Record<string, Scenario> = {
  test_create_and_delete_log_stream: async (stage) => {
    await stream(stage);
    return { 'describe-log-streams-after-create': await describeStreams(stage, { logGroupName: GROUP }) };
  },
  test_create_log_stream_duplicate_error: async (stage) => {
    await stream(stage);
    return { 'error-duplicate-log-stream': await refused(stream(stage)) };
  },
  test_describe_log_streams_with_log_group_identifier: async (stage) => {
    await stream(stage);
    const both = { logGroupName: GROUP, logGroupIdentifier: GROUP };
    return {
      'describe-streams-identifier-name': await describeStreams(stage, { logGroupIdentifier: GROUP }),
      'describe-streams-identifier-arn': await describeStreams(stage, { logGroupIdentifier: groupArn }),
      'error-both-name-and-identifier': await refused(describeStreams(stage, both)),
    };
  },
  test_describe_log_streams_with_prefix: async (stage) => {
    for (const number of [0, 1, 2]) await stream(stage, `prefix-${number}`);
    const input = { logGroupName: GROUP, logStreamNamePrefix: 'prefix' };
    return { 'describe-streams-with-prefix': await describeStreams(stage, input) };
  },
  test_log_stream_arn_format: async (stage) => {
    await stream(stage);
    return { 'describe-log-streams-with-arn': await describeStreams(stage, { logGroupName: GROUP }) };
  },
};
