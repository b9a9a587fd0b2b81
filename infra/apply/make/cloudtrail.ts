import {
  CreateTrailCommand,
  type CreateTrailRequest,
  StartLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail';
import { maker, unless } from '../maker.ts';

interface Trail {
  readonly TrailName: string;
  readonly S3BucketName: string;
  readonly IsMultiRegionTrail: boolean;
  readonly IncludeGlobalServiceEvents: boolean;
  readonly EnableLogFileValidation: boolean;
  readonly IsLogging: boolean;
  readonly CloudWatchLogsLogGroupArn?: string;
  readonly CloudWatchLogsRoleArn?: string;
}

export const makeTrail = maker<Trail>(async (trail, { clients, resolver }) => {
  const { TrailName: Name, IsLogging, EnableLogFileValidation, ...rest } = trail;
  const input: CreateTrailRequest = {
    Name,
    S3BucketName: rest.S3BucketName,
    IsMultiRegionTrail: rest.IsMultiRegionTrail,
    IncludeGlobalServiceEvents: rest.IncludeGlobalServiceEvents,
    EnableLogFileValidation,
    CloudWatchLogsLogGroupArn: rest.CloudWatchLogsLogGroupArn,
    CloudWatchLogsRoleArn: rest.CloudWatchLogsRoleArn,
  };
  const made = await unless('TrailAlreadyExistsException', () =>
    clients.cloudtrail.send(new CreateTrailCommand(input)),
  );
  if (!made) await clients.cloudtrail.send(new UpdateTrailCommand(input));
  if (IsLogging) await clients.cloudtrail.send(new StartLoggingCommand({ Name }));
  return { Ref: Name, Arn: `arn:aws:cloudtrail:${clients.region}:${resolver.account}:trail/${Name}` };
});
