import { ACCOUNT, arnOf, type Resource, ref, sub, type Value } from '../../resource.ts';
import type { Recording, Settings } from '../../settings.ts';
import { lockedBucket } from '../bucket.ts';
import { pascal } from '../names.ts';
import { policy, trustOf } from '../policies.ts';

const FILES = `AWSLogs/${ACCOUNT}/Config/*`;

/** The memory of how resources were set up: a recorder and its channel in each watched region, one bucket and one role for all. */
export function recorders(settings: Settings): Resource[] {
  const { homeRegion, regions, recording } = settings;
  if (!recording) return [];
  const others = regions.filter((region) => region !== homeRegion);
  return [
    ...lockedBucket('ConfigBucket', {
      name: 'trailkeeper-config',
      region: homeRegion,
      statements: [
        delivery(['s3:GetBucketAcl', 's3:ListBucket'], arnOf('ConfigBucket')),
        delivery(['s3:PutObject'], sub(`\${ConfigBucket.Arn}/${FILES}`)),
      ],
    }),
    {
      id: 'ConfigRole',
      type: 'AWS::IAM::Role',
      region: homeRegion,
      properties: {
        RoleName: 'trailkeeper-config',
        AssumeRolePolicyDocument: trustOf('config.amazonaws.com'),
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWS_ConfigRole'],
        Policies: [
          {
            PolicyName: 'deliver',
            PolicyDocument: policy(
              { Effect: 'Allow', Action: 's3:PutObject', Resource: sub(`\${ConfigBucket.Arn}/${FILES}`) },
              { Effect: 'Allow', Action: 's3:GetBucketAcl', Resource: arnOf('ConfigBucket') },
              { Effect: 'Allow', Action: 'sns:Publish', Resource: ref('ConfigTopic') },
            ),
          },
        ],
      },
    },
    ...recorder(homeRegion, '', recording, true),
    ...others.flatMap((region) => recorder(region, pascal(region), recording, false)),
  ];
}

const recorder = (region: string, suffix: string, recording: Recording, isHome: boolean): Resource[] => [
  {
    id: `ConfigRecorder${suffix}`,
    type: 'AWS::Config::ConfigurationRecorder',
    region,
    properties: {
      Name: 'default',
      RoleARN: arnOf('ConfigRole'),
      RecordingGroup: recordingGroup(recording, isHome),
      RecordingMode: recordingMode(recording),
    },
  },
  {
    id: `ConfigChannel${suffix}`,
    type: 'AWS::Config::DeliveryChannel',
    region,
    properties: {
      Name: 'default',
      S3BucketName: ref('ConfigBucket'),
      // Config publishes to topics of its own region alone.
      ...(isHome && { SnsTopicARN: ref('ConfigTopic') }),
      ...(recording.snapshots && {
        ConfigSnapshotDeliveryProperties: { DeliveryFrequency: recording.snapshots },
      }),
    },
    dependsOn: ['ConfigBucketPolicy', ...(isHome ? ['ConfigTopicPolicy'] : []), `ConfigRecorder${suffix}`],
  },
];

/** Global resources are recorded at home alone: elsewhere they would be the same items once more, and paid for. */
function recordingGroup({ types, except }: Recording, isHome: boolean): Value {
  if (types !== 'all') return { AllSupported: false, IncludeGlobalResourceTypes: false, ResourceTypes: types };
  if (except.length === 0) return { AllSupported: true, IncludeGlobalResourceTypes: isHome };
  return {
    AllSupported: false,
    IncludeGlobalResourceTypes: false,
    ExclusionByResourceTypes: { ResourceTypes: except },
    RecordingStrategy: { UseOnly: 'EXCLUSION_BY_RESOURCE_TYPES' },
  };
}

const recordingMode = ({ mode, daily }: Recording): Value => ({
  RecordingFrequency: mode === 'daily' ? 'DAILY' : 'CONTINUOUS',
  ...(daily.length > 0 && {
    RecordingModeOverrides: [
      { Description: 'Once a day is enough', ResourceTypes: daily, RecordingFrequency: 'DAILY' },
    ],
  }),
});

const delivery = (actions: string[], resource: Value): Value => ({
  Effect: 'Allow',
  Principal: { Service: 'config.amazonaws.com' },
  Action: actions,
  Resource: resource,
  Condition: { StringEquals: { 'aws:SourceAccount': sub(ACCOUNT) } },
});
