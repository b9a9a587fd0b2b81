import {
  GetDashboardCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmInput,
} from '@aws-sdk/client-cloudwatch';
import { maker, unless } from '../maker.ts';

export const makeAlarm = maker<PutMetricAlarmInput & { readonly AlarmName: string }>(
  async (input, { clients, resolver }) => {
    await clients.cloudwatch.send(new PutMetricAlarmCommand(input));
    const { AlarmName } = input;
    return { Ref: AlarmName, Arn: `arn:aws:cloudwatch:${clients.region}:${resolver.account}:alarm:${AlarmName}` };
  },
);

export const makeDashboard = maker<{ DashboardName: string; DashboardBody: string }>(async (dashboard, { clients }) => {
  const { DashboardName, DashboardBody } = dashboard;
  const found = await unless('ResourceNotFound', () =>
    clients.cloudwatch.send(new GetDashboardCommand({ DashboardName })),
  );
  if (found?.DashboardBody !== DashboardBody) await clients.cloudwatch.send(new PutDashboardCommand(dashboard));
  return { Ref: DashboardName, Arn: '' };
});
