import { registers, type Text } from '../registered.ts';

interface Trail {
  readonly TrailName: string;
  readonly S3BucketName: Text;
  readonly IsMultiRegionTrail: boolean;
  readonly IncludeGlobalServiceEvents: boolean;
  readonly EnableLogFileValidation: boolean;
  readonly IsLogging: boolean;
  readonly KMSKeyId: Text;
  readonly CloudWatchLogsLogGroupArn: Text;
  readonly CloudWatchLogsRoleArn: Text;
}

export const trail = registers<Trail>((properties, { name, region, options }) => {
  const made = new aws.cloudtrail.Trail(
    name,
    {
      name: properties.TrailName,
      region,
      s3BucketName: properties.S3BucketName,
      isMultiRegionTrail: properties.IsMultiRegionTrail,
      includeGlobalServiceEvents: properties.IncludeGlobalServiceEvents,
      enableLogFileValidation: properties.EnableLogFileValidation,
      enableLogging: properties.IsLogging,
      kmsKeyId: properties.KMSKeyId,
      cloudWatchLogsGroupArn: properties.CloudWatchLogsLogGroupArn,
      cloudWatchLogsRoleArn: properties.CloudWatchLogsRoleArn,
    },
    options,
  );
  return { ref: made.name, arn: made.arn, resources: [made] };
});
