import {
  CreateLogGroupCommand,
  type MetricTransformation,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { maker, unless } from '../maker.ts';

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
