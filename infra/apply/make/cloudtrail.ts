import {
  CreateTrailCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  StartLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail';
import { has, maker, unless } from '../maker.ts';

interface Trail {
  readonly TrailName: string;
  readonly S3BucketName: string;
  readonly IsMultiRegionTrail: boolean;
  readonly IncludeGlobalServiceEvents: boolean;
  readonly EnableLogFileValidation: boolean;
  readonly IsLogging: boolean;
  readonly KMSKeyId?: string;
  readonly CloudWatchLogsLogGroupArn?: string;
  readonly CloudWatchLogsRoleArn?: string;
}

export const makeTrail = maker<Trail>(async (trail, { clients, resolver }) => {
  const { TrailName: Name, IsLogging, EnableLogFileValidation, KMSKeyId: KmsKeyId, ...rest } = trail;
  const settings = { ...rest, KmsKeyId };
  const { cloudtrail } = clients;
  const found = await unless('TrailNotFoundException', () => cloudtrail.send(new GetTrailCommand({ Name })));
  const input = { Name, EnableLogFileValidation, ...settings };
  if (!found) await cloudtrail.send(new CreateTrailCommand(input));
  else if (!has(found.Trail, { ...settings, LogFileValidationEnabled: EnableLogFileValidation })) {
    await cloudtrail.send(new UpdateTrailCommand(input));
  }
  const status = await cloudtrail.send(new GetTrailStatusCommand({ Name }));
  if (IsLogging && !status.IsLogging) await cloudtrail.send(new StartLoggingCommand({ Name }));
  return { Ref: Name, Arn: `arn:aws:cloudtrail:${clients.region}:${resolver.account}:trail/${Name}` };
});
