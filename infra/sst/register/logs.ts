import { registers, type Text } from '../registered.ts';

export const logGroup = registers<{ LogGroupName: string; RetentionInDays: number }>(
  ({ LogGroupName, RetentionInDays }, { name, region, options }) => {
    const made = new aws.cloudwatch.LogGroup(
      name,
      { name: LogGroupName, region, retentionInDays: RetentionInDays },
      options,
    );
    // CloudFormation's Arn of a log group is that of all its streams; Pulumi's is the group's.
    return { ref: made.name, arn: $interpolate`${made.arn}:*`, resources: [made] };
  },
);

interface MetricFilter {
  readonly LogGroupName: Text;
  readonly FilterName: string;
  readonly FilterPattern: string;
  readonly MetricTransformations: readonly [
    { readonly MetricName: string; readonly MetricNamespace: string; readonly MetricValue: string },
  ];
}

export const metricFilter = registers<MetricFilter>((properties, { name, region, options }) => {
  const [{ MetricName, MetricNamespace, MetricValue }] = properties.MetricTransformations;
  const made = new aws.cloudwatch.LogMetricFilter(
    name,
    {
      name: properties.FilterName,
      region,
      logGroupName: properties.LogGroupName,
      pattern: properties.FilterPattern,
      metricTransformation: { name: MetricName, namespace: MetricNamespace, value: MetricValue },
    },
    options,
  );
  return { ref: made.name, arn: '', resources: [made] };
});

interface SubscriptionFilter {
  readonly LogGroupName: Text;
  readonly FilterName: string;
  readonly FilterPattern: string;
  readonly DestinationArn: Text;
  readonly RoleArn?: Text;
}

export const subscriptionFilter = registers<SubscriptionFilter>((properties, { name, region, options }) => {
  const made = new aws.cloudwatch.LogSubscriptionFilter(
    name,
    {
      name: properties.FilterName,
      region,
      logGroup: properties.LogGroupName,
      filterPattern: properties.FilterPattern,
      destinationArn: properties.DestinationArn,
      roleArn: properties.RoleArn,
    },
    options,
  );
  return { ref: made.name, arn: '', resources: [made] };
});

export const queryDefinition = registers<{ Name: string; LogGroupNames: Text[]; QueryString: string }>(
  ({ Name, LogGroupNames, QueryString }, { name, region, options }) => {
    const made = new aws.cloudwatch.QueryDefinition(
      name,
      { name: Name, region, logGroupNames: LogGroupNames, queryString: QueryString },
      options,
    );
    return { ref: made.queryDefinitionId, arn: '', resources: [made] };
  },
);
