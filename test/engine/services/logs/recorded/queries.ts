import { DescribeQueriesCommand, StartQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GROUP, group, refused, type Scenario, type Stage, stream } from './stage.ts';

const query = ({ logs, now }: Stage, logGroupName = GROUP) =>
  logs.send(
    new StartQueryCommand({
      logGroupName,
      queryString: 'fields @message',
      startTime: now / 1000 - 3600,
      endTime: now / 1000,
    }),
  );
const queried = async (stage: Stage, status: 'Complete' | 'Scheduled' | undefined) => {
  await stream(stage);
  await query(stage);
  await stage.idle();
  return stage.logs.send(new DescribeQueriesCommand({ logGroupName: GROUP, status }));
};

export const queries: Record<string, Scenario> = {
  test_start_query_basic: async (stage) => {
    await group(stage);
    return { 'start-query': await query(stage) };
  },
  test_start_query_log_group_not_found: async (stage) => ({
    'error-log-group-not-found': await refused(query(stage, 'not-existing')),
  }),
  test_describe_queries: async (stage) => ({ 'describe-queries': await queried(stage, undefined) }),
  test_describe_queries_with_status_filter: async (stage) => {
    const complete = await queried(stage, 'Complete');
    const scheduled = await stage.logs.send(new DescribeQueriesCommand({ logGroupName: GROUP, status: 'Scheduled' }));
    return { 'describe-queries-complete': complete, 'describe-queries-scheduled': scheduled };
  },
};
