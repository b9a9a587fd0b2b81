import { ACCOUNT, type Resource, ref, sub, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { KEY_ALIAS, TRAIL } from './names.ts';
import { policy } from './policies.ts';

/** The key of the trail's files and the topics. The account's own policies say who else may use it; services, what for. */
export function encryption({ homeRegion: region, trail }: Settings): Resource[] {
  return [
    {
      id: 'Key',
      type: 'AWS::KMS::Key',
      region,
      properties: {
        Description: "Trailkeeper: the trail's files and messages",
        EnableKeyRotation: true,
        KeyPolicy: policy(
          {
            Sid: 'Account',
            Effect: 'Allow',
            Principal: { AWS: sub(`arn:aws:iam::${ACCOUNT}:root`) },
            Action: 'kms:*',
            Resource: '*',
          },
          ...(trail === 'create' ? trailStatements(region) : []),
          {
            Sid: 'MessagesOfServices',
            Effect: 'Allow',
            Principal: { Service: ['cloudwatch.amazonaws.com', 'config.amazonaws.com', 'events.amazonaws.com'] },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
            Condition: { StringEquals: { 'aws:SourceAccount': sub(ACCOUNT) } },
          },
        ),
        // A key has no name of its own: by its tag it is found again.
        Tags: [{ Key: 'Name', Value: KEY_ALIAS }],
      },
    },
    { id: 'KeyAlias', type: 'AWS::KMS::Alias', region, properties: { AliasName: KEY_ALIAS, TargetKeyId: ref('Key') } },
  ];
}

const trailStatements = (region: string): Value[] => {
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  const trailArn = sub(`arn:aws:cloudtrail:${region}:${ACCOUNT}:trail/${TRAIL}`);
  return [
    {
      Sid: 'TrailFiles',
      Effect: 'Allow',
      Principal,
      Action: 'kms:GenerateDataKey*',
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:SourceArn': trailArn },
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': sub(`arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`) },
      },
    },
    { Sid: 'TrailLooksAtKey', Effect: 'Allow', Principal, Action: 'kms:DescribeKey', Resource: '*' },
  ];
};
