import type { Cast } from '../cast.ts';
import type { Draft } from './draft.ts';

export function trail(cast: Cast, isLogging: boolean): Draft {
  const ARN = `arn:aws:cloudtrail:${cast.region}:${cast.account}:trail/${cast.trailName}`;
  return {
    resourceType: 'AWS::CloudTrail::Trail',
    resourceId: ARN,
    resourceName: cast.trailName,
    ARN,
    configuration: {
      name: cast.trailName,
      s3BucketName: cast.buckets.trail,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: true,
      homeRegion: cast.region,
      logFileValidationEnabled: true,
      cloudWatchLogsLogGroupArn: `arn:aws:logs:${cast.region}:${cast.account}:log-group:trail:*`,
      kmsKeyId: `arn:aws:kms:${cast.region}:${cast.account}:key/${cast.keyId}`,
      isLogging,
    },
  };
}
