import {
  type Bucket,
  GetBucketAclCommand,
  type GetBucketAclOutput,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  paginateListBuckets,
  S3Client,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import type { Json } from '../../core/cloudtrail/index.ts';
import { type Asking, each } from './asking.ts';
import type { Collector } from './collector.ts';
import { configured, type Seen, tagsOf } from './item.ts';

/** Buckets of all regions, with their settings. */
export const s3: Collector = {
  service: 's3',
  isGlobal: true,
  async *collect(asking, settings) {
    // Where an endpoint is given, bucket names are no host names.
    const client = new S3Client({
      ...settings,
      followRegionRedirects: true,
      forcePathStyle: settings.endpoint !== undefined,
    });
    try {
      for await (const { Buckets = [] } of asking.pages('s3.ListBuckets', paginateListBuckets({ client }, {}))) {
        yield* each(Buckets, (bucket) => bucketItem(asking, client, bucket));
      }
    } finally {
      client.destroy();
    }
  },
};

async function bucketItem(asking: Asking, client: S3Client, bucket: Bucket): Promise<Seen> {
  const { Name: name = '', CreationDate, BucketRegion } = bucket;
  const Bucket = name;
  const [policy, block, encryption, versioning, logging, tagging, acl] = await Promise.all([
    asking.ask('s3.GetBucketPolicy', () => client.send(new GetBucketPolicyCommand({ Bucket })), ['NoSuchBucketPolicy']),
    asking.ask('s3.GetPublicAccessBlock', () => client.send(new GetPublicAccessBlockCommand({ Bucket })), [
      'NoSuchPublicAccessBlockConfiguration',
    ]),
    asking.ask('s3.GetBucketEncryption', () => client.send(new GetBucketEncryptionCommand({ Bucket })), [
      'ServerSideEncryptionConfigurationNotFoundError',
    ]),
    asking.ask('s3.GetBucketVersioning', () => client.send(new GetBucketVersioningCommand({ Bucket }))),
    asking.ask('s3.GetBucketLogging', () => client.send(new GetBucketLoggingCommand({ Bucket }))),
    asking.ask('s3.GetBucketTagging', () => client.send(new GetBucketTaggingCommand({ Bucket })), ['NoSuchTagSet']),
    asking.ask('s3.GetBucketAcl', () => client.send(new GetBucketAclCommand({ Bucket }))),
  ]);
  const location = BucketRegion
    ? undefined
    : await asking.ask('s3.GetBucketLocation', () => client.send(new GetBucketLocationCommand({ Bucket })));
  const parts: Record<string, Json | undefined> = {
    BucketPolicy: policy === undefined ? undefined : { policyText: policy?.Policy ?? null },
    PublicAccessBlockConfiguration: block ? configured(block.PublicAccessBlockConfiguration) : undefined,
    ServerSideEncryptionConfiguration: encryption
      ? { rules: (encryption.ServerSideEncryptionConfiguration?.Rules ?? []).map(encryptionRule) }
      : undefined,
    BucketVersioningConfiguration: versioning
      ? {
          status: versioning.Status ?? 'Off',
          isMfaDeleteEnabled: versioning.MFADelete ? versioning.MFADelete === 'Enabled' : null,
        }
      : undefined,
    BucketLoggingConfiguration: logging
      ? {
          destinationBucketName: logging.LoggingEnabled?.TargetBucket ?? null,
          logFilePrefix: logging.LoggingEnabled ? (logging.LoggingEnabled.TargetPrefix ?? '') : null,
        }
      : undefined,
    BucketTaggingConfiguration: tagging?.TagSet ? { tagSets: [{ tags: tagsOf(tagging.TagSet) }] } : undefined,
    AccessControlList: acl ? accessControlList(acl) : undefined,
  };
  const refused = Object.entries({
    BucketPolicy: policy,
    PublicAccessBlockConfiguration: block,
    ServerSideEncryptionConfiguration: encryption,
    BucketVersioningConfiguration: versioning,
    BucketLoggingConfiguration: logging,
    BucketTaggingConfiguration: tagging,
    AccessControlList: acl,
  }).flatMap(([part, answer]) => (answer === undefined ? [`supplementaryConfiguration.${part}`] : []));
  return {
    resourceType: 'AWS::S3::Bucket',
    resourceId: name,
    resourceName: name,
    arn: `arn:aws:s3:::${name}`,
    region: BucketRegion ?? (location?.LocationConstraint || 'us-east-1'),
    zone: 'Regional',
    created: CreationDate?.toISOString(),
    configuration: {
      name,
      ...(acl?.Owner && { owner: { displayName: acl.Owner.DisplayName ?? null, id: acl.Owner.ID ?? null } }),
      ...(CreationDate && { creationDate: CreationDate.toISOString() }),
    },
    supplementaryConfiguration: JSON.parse(JSON.stringify(parts)) as Record<string, Json>,
    tags: tagsOf(tagging?.TagSet),
    // Settings that are not asked for may be there.
    unknown: [
      'supplementaryConfiguration.*',
      ...refused,
      ...(tagging === undefined ? ['tags.*'] : []),
      ...(acl ? [] : ['configuration.owner']),
    ],
  };
}

const encryptionRule = ({
  ApplyServerSideEncryptionByDefault: by,
  BucketKeyEnabled,
}: ServerSideEncryptionRule): Json => ({
  applyServerSideEncryptionByDefault: {
    sseAlgorithm: by?.SSEAlgorithm ?? null,
    kmsMasterKeyID: by?.KMSMasterKeyID ?? null,
  },
  bucketKeyEnabled: BucketKeyEnabled ?? false,
});

const PERMISSIONS: Readonly<Record<string, string>> = {
  FULL_CONTROL: 'FullControl',
  READ: 'Read',
  WRITE: 'Write',
  READ_ACP: 'ReadAcp',
  WRITE_ACP: 'WriteAcp',
};

const accessControlList = ({ Owner, Grants = [] }: GetBucketAclOutput): Json => ({
  grantSet: null,
  grantList: Grants.map(({ Grantee, Permission = '' }) => ({
    grantee: Grantee?.URI?.split('/').at(-1) ?? { displayName: Grantee?.DisplayName ?? null, id: Grantee?.ID ?? null },
    permission: PERMISSIONS[Permission] ?? Permission,
  })),
  owner: { displayName: Owner?.DisplayName ?? null, id: Owner?.ID ?? null },
  isRequesterCharged: false,
});
