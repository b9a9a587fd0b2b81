import {
  DeleteSubscriptionFilterCommand,
  DescribeSubscriptionFiltersCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GROUP, group, put, refused, type Scenario, type Stage, stream } from './stage.ts';

const subscribe = ({ logs, functionArn }: Stage, more: object = {}) =>
  logs.send(
    new PutSubscriptionFilterCommand({
      logGroupName: GROUP,
      filterName: 'test',
      filterPattern: '',
      destinationArn: functionArn,
      ...more,
    }),
  );
const describeSubscriptions = ({ logs }: Stage, logGroupName = GROUP) =>
  logs.send(new DescribeSubscriptionFiltersCommand({ logGroupName }));
const unsubscribe = ({ logs }: Stage, logGroupName: string, filterName: string) =>
  logs.send(new DeleteSubscriptionFilterCommand({ logGroupName, filterName }));

export const subscriptions: Record<string, Scenario> = {
  test_describe_subscription_filters_empty: async (stage) => {
    await group(stage);
    return { 'describe-subscription-filters-empty': await describeSubscriptions(stage) };
  },
  test_describe_subscription_filters_log_group_not_found: async (stage) => ({
    'error-log-group-not-found': await refused(describeSubscriptions(stage, 'not-existing-log-group')),
  }),
  test_put_subscription_filter_lambda: async (stage) => {
    await stream(stage);
    const permission = Object(await stage.permit()) as { Statement?: string };
    const subscribed = await subscribe(stage);
    await put(stage, [1, 0]);
    const described = await describeSubscriptions(stage);
    return {
      add_permission: { Statement: JSON.parse(permission.Statement ?? '{}') },
      put_subscription_filter: subscribed,
      describe_subscription_filter: described,
      list_all_log_events: await stage.handed(),
    };
  },
  test_put_subscription_filter_update: async (stage) => {
    await group(stage);
    await stage.permit();
    await subscribe(stage);
    await subscribe(stage, { filterPattern: '[]' });
    return { 'updated-filter': await describeSubscriptions(stage) };
  },
  test_put_subscription_filter_limit_exceeded: async (stage) => {
    await group(stage);
    await stage.permit();
    await subscribe(stage, { filterName: 'test-1' });
    await subscribe(stage, { filterName: 'test-2', filterPattern: '[]' });
    return { 'error-limit-exceeded': await refused(subscribe(stage, { filterName: 'test-3' })) };
  },
  test_delete_subscription_filter_errors: async (stage) => {
    await group(stage);
    return {
      'error-log-group-not-found': await refused(unsubscribe(stage, 'not-existing-log-group', 'test')),
      'error-filter-not-found': await refused(unsubscribe(stage, GROUP, 'wrong-filter-name')),
    };
  },
  test_put_subscription_filter_errors: async (stage) => {
    await group(stage);
    // The account of these was none of the caller's.
    const elsewhere = (resource: string) => ({ destinationArn: `arn:aws:${resource}` });
    const nowhere = { logGroupName: 'not-existing-log-group' };
    return {
      'error-log-group-not-found': await refused(
        subscribe(stage, { ...nowhere, ...elsewhere('lambda:us-east-1:111122223333:function:test') }),
      ),
      'error-lambda-not-found': await refused(
        subscribe(stage, elsewhere('lambda:us-east-1:111122223333:function:not-existing')),
      ),
      'error-kinesis-not-found': await refused(
        subscribe(stage, elsewhere('kinesis:us-east-1:111122223333:stream/unknown-stream')),
      ),
    };
  },
};
