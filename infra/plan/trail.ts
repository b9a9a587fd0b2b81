import { ACCOUNT, arnOf, type Resource, ref, sub } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { lockedBucket } from './bucket.ts';
import { TRAIL, TRAIL_LOG_GROUP } from './names.ts';
import { policy, trustOf } from './policies.ts';

/** Where the record of who did what goes: a bucket, and a log group with the role to write it. None for a trail that is there. */
export function trailPlaces({ homeRegion: region, retention, trail }: Settings): Resource[] {
  if (trail !== 'create') return [];
  const trailArn = `arn:aws:cloudtrail:${region}:${ACCOUNT}:trail/${TRAIL}`;
  const delivery = (extra: object) => ({
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceArn': sub(trailArn), ...extra } },
  });
  return [
    {
      id: 'TrailLogGroup',
      type: 'AWS::Logs::LogGroup',
      region,
      properties: { LogGroupName: TRAIL_LOG_GROUP, RetentionInDays: retention.trail },
    },
    ...lockedBucket('TrailBucket', {
      name: 'trailkeeper-trail',
      region,
      expires: retention.trailFiles,
      statements: [
        { ...delivery({}), Action: 's3:GetBucketAcl', Resource: arnOf('TrailBucket') },
        {
          ...delivery({ 's3:x-amz-acl': 'bucket-owner-full-control' }),
          Action: 's3:PutObject',
          Resource: sub(`\${TrailBucket.Arn}/AWSLogs/${ACCOUNT}/*`),
        },
      ],
    }),
    {
      id: 'TrailRole',
      type: 'AWS::IAM::Role',
      region,
      properties: {
        RoleName: 'trailkeeper-trail',
        AssumeRolePolicyDocument: trustOf('cloudtrail.amazonaws.com'),
        Policies: [
          {
            PolicyName: 'write-log-group',
            PolicyDocument: policy({
              Effect: 'Allow',
              Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              Resource: sub(
                `arn:aws:logs:${region}:${ACCOUNT}:log-group:${TRAIL_LOG_GROUP}:log-stream:${ACCOUNT}_CloudTrail_${region}*`,
              ),
            }),
          },
        ],
      },
    },
  ];
}

/** The trail over all regions. Made after all others: what is done before it is not recorded, so the making itself alarms nobody. */
export function trail({ homeRegion: region, trail }: Settings, others: readonly Resource[]): Resource[] {
  if (trail !== 'create') return [];
  return [
    {
      id: 'Trail',
      type: 'AWS::CloudTrail::Trail',
      region,
      properties: {
        TrailName: TRAIL,
        S3BucketName: ref('TrailBucket'),
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
        IsLogging: true,
        KMSKeyId: arnOf('Key'),
        CloudWatchLogsLogGroupArn: arnOf('TrailLogGroup'),
        CloudWatchLogsRoleArn: arnOf('TrailRole'),
      },
      dependsOn: others.map(({ id }) => id),
    },
  ];
}
