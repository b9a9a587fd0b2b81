import { registers, type Text } from '../registered.ts';

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
  readonly Statistic: string;
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
  readonly AlarmActions?: Text[];
}

export const alarm = registers<Alarm>((properties, { name, region, options }) => {
  const { Dimensions = [] } = properties;
  const made = new aws.cloudwatch.MetricAlarm(
    name,
    {
      name: properties.AlarmName,
      region,
      alarmDescription: properties.AlarmDescription,
      namespace: properties.Namespace,
      metricName: properties.MetricName,
      dimensions: Object.fromEntries(Dimensions.map((each) => [each.Name, each.Value])),
      statistic: properties.Statistic,
      period: properties.Period,
      evaluationPeriods: properties.EvaluationPeriods,
      datapointsToAlarm: properties.DatapointsToAlarm,
      threshold: properties.Threshold,
      comparisonOperator: properties.ComparisonOperator,
      treatMissingData: properties.TreatMissingData,
      alarmActions: properties.AlarmActions,
    },
    options,
  );
  return { ref: made.name, arn: made.arn, resources: [made] };
});

export const dashboard = registers<{ DashboardName: string; DashboardBody: Text }>(
  ({ DashboardName, DashboardBody }, { name, region, options }) => {
    const made = new aws.cloudwatch.Dashboard(
      name,
      { dashboardName: DashboardName, region, dashboardBody: DashboardBody },
      options,
    );
    return { ref: made.dashboardName, arn: made.dashboardArn, resources: [made] };
  },
);
