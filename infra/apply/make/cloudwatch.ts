import { PutMetricAlarmCommand, type PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { maker } from '../maker.ts';

export const makeAlarm = maker<PutMetricAlarmInput & { readonly AlarmName: string }>(
  async (input, { clients, resolver }) => {
    await clients.cloudwatch.send(new PutMetricAlarmCommand(input));
    const { AlarmName } = input;
    return { Ref: AlarmName, Arn: `arn:aws:cloudwatch:${clients.region}:${resolver.account}:alarm:${AlarmName}` };
  },
);
