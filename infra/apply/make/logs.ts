import {
  CreateLogGroupCommand,
  DescribeQueryDefinitionsCommand,
  DescribeSubscriptionFiltersCommand,
  type MetricTransformation,
  PutMetricFilterCommand,
  PutQueryDefinitionCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { has, lowerCamel, maker, unless } from '../maker.ts';

export const makeLogGroup = maker<{ LogGroupName: string; RetentionInDays?: number }>(
  async ({ LogGroupName: logGroupName, RetentionInDays: retentionInDays }, { clients, resolver }) => {
    await unless('ResourceAlreadyExistsException', () =>
      clients.logs.send(new CreateLogGroupCommand({ logGroupName })),
    );
    if (retentionInDays !== undefined) {
      await clients.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
    }
    return {
      Ref: logGroupName,
      Arn: `arn:aws:logs:${clients.region}:${resolver.account}:log-group:${logGroupName}:*`,
    };
  },
);

interface MetricFilter {
  readonly LogGroupName: string;
  readonly FilterName: string;
  readonly FilterPattern: string;
  readonly MetricTransformations: readonly { MetricName: string; MetricNamespace: string; MetricValue: string }[];
}

export const makeMetricFilter = maker<MetricFilter>(async (filter, { clients }) => {
  await clients.logs.send(
    new PutMetricFilterCommand({
      logGroupName: filter.LogGroupName,
      filterName: filter.FilterName,
      filterPattern: filter.FilterPattern,
      metricTransformations: filter.MetricTransformations.map(
        (each): MetricTransformation => ({
          metricName: each.MetricName,
          metricNamespace: each.MetricNamespace,
          metricValue: each.MetricValue,
        }),
      ),
    }),
  );
  return { Ref: filter.FilterName, Arn: '' };
});

interface SubscriptionFilter {
  readonly LogGroupName: string;
  readonly FilterName: string;
  readonly FilterPattern: string;
  readonly DestinationArn: string;
  readonly RoleArn?: string;
}

export const makeSubscriptionFilter = maker<SubscriptionFilter>(async (filter, { clients }) => {
  const wanted = {
    logGroupName: filter.LogGroupName,
    filterName: filter.FilterName,
    filterPattern: filter.FilterPattern,
    destinationArn: filter.DestinationArn,
    roleArn: filter.RoleArn,
  };
  const { logGroupName, filterName: filterNamePrefix } = wanted;
  const { subscriptionFilters = [] } = await clients.logs.send(
    new DescribeSubscriptionFiltersCommand({ logGroupName, filterNamePrefix }),
  );
  if (!subscriptionFilters.some((each) => has(each, wanted))) {
    await clients.logs.send(new PutSubscriptionFilterCommand(wanted));
  }
  return { Ref: filter.FilterName, Arn: '' };
});

interface QueryDefinition {
  readonly Name: string;
  readonly LogGroupNames: readonly string[];
  readonly QueryString: string;
}

/** A saved query is known by its id, which AWS gives: one of the same name is the same. */
export const makeQueryDefinition = maker<QueryDefinition>(async (query, { clients }) => {
  const { queryDefinitions = [] } = await clients.logs.send(
    new DescribeQueryDefinitionsCommand({ queryDefinitionNamePrefix: query.Name }),
  );
  const found = queryDefinitions.find(({ name }) => name === query.Name);
  const wanted = lowerCamel(query) as { name: string; logGroupNames: string[]; queryString: string };
  if (has(found, wanted)) return { Ref: found!.queryDefinitionId!, Arn: '' };
  const { queryDefinitionId } = await clients.logs.send(
    new PutQueryDefinitionCommand({ ...wanted, queryDefinitionId: found?.queryDefinitionId }),
  );
  return { Ref: queryDefinitionId!, Arn: '' };
});
