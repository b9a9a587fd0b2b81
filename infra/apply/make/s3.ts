import { isDeepStrictEqual } from 'node:util';
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  type OwnershipControls,
  type PublicAccessBlockConfiguration,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  type ServerSideEncryption,
  type VersioningConfiguration,
} from '@aws-sdk/client-s3';
import { has, maker, unless } from '../maker.ts';

interface Bucket {
  readonly BucketName: string;
  readonly PublicAccessBlockConfiguration?: PublicAccessBlockConfiguration;
  readonly OwnershipControls?: OwnershipControls;
  readonly VersioningConfiguration?: VersioningConfiguration;
  readonly BucketEncryption?: {
    readonly ServerSideEncryptionConfiguration: readonly {
      readonly ServerSideEncryptionByDefault: { readonly SSEAlgorithm: ServerSideEncryption };
    }[];
  };
  readonly LifecycleConfiguration?: { readonly Rules: readonly LifecycleRule[] };
}

interface LifecycleRule {
  readonly Id: string;
  readonly Status: 'Enabled';
  readonly ExpirationInDays: number;
  readonly NoncurrentVersionExpiration: { readonly NoncurrentDays: number };
}

export const makeBucket = maker<Bucket>(async (bucket, { clients }) => {
  const { BucketName: Bucket } = bucket;
  const elsewhere = clients.region !== 'us-east-1';
  const LocationConstraint = clients.region as BucketLocationConstraint;
  const there = await unless('NotFound', () => clients.s3.send(new HeadBucketCommand({ Bucket })));
  if (!there) {
    await clients.s3.send(
      new CreateBucketCommand({ Bucket, ...(elsewhere && { CreateBucketConfiguration: { LocationConstraint } }) }),
    );
  }
  for (const setting of SETTINGS) await setting(clients.s3, bucket, there !== undefined);
  return { Ref: Bucket, Arn: `arn:aws:s3:::${Bucket}` };
});

type Setting = (s3: S3Client, bucket: Bucket, there: boolean) => Promise<void>;

/** Each is put where the bucket is new or has another. */
const SETTINGS: readonly Setting[] = [
  async (s3, { BucketName: Bucket, PublicAccessBlockConfiguration }, there) => {
    if (!PublicAccessBlockConfiguration) return;
    const now = there
      ? await unless('NoSuchPublicAccessBlockConfiguration', () => s3.send(new GetPublicAccessBlockCommand({ Bucket })))
      : undefined;
    if (has(now?.PublicAccessBlockConfiguration, PublicAccessBlockConfiguration)) return;
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  },
  async (s3, { BucketName: Bucket, OwnershipControls }, there) => {
    if (!OwnershipControls) return;
    const now = there
      ? await unless('OwnershipControlsNotFoundError', () => s3.send(new GetBucketOwnershipControlsCommand({ Bucket })))
      : undefined;
    if (isDeepStrictEqual(now?.OwnershipControls?.Rules, OwnershipControls.Rules)) return;
    await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
  },
  async (s3, { BucketName: Bucket, VersioningConfiguration }, there) => {
    if (!VersioningConfiguration) return;
    const now = there ? await s3.send(new GetBucketVersioningCommand({ Bucket })) : undefined;
    if (now?.Status === VersioningConfiguration.Status) return;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  },
  async (s3, { BucketName: Bucket, BucketEncryption }, there) => {
    const wanted = BucketEncryption?.ServerSideEncryptionConfiguration[0]?.ServerSideEncryptionByDefault;
    if (!wanted) return;
    const now = there
      ? await unless('ServerSideEncryptionConfigurationNotFoundError', () =>
          s3.send(new GetBucketEncryptionCommand({ Bucket })),
        )
      : undefined;
    const [rule] = now?.ServerSideEncryptionConfiguration?.Rules ?? [];
    if (has(rule?.ApplyServerSideEncryptionByDefault, wanted)) return;
    const ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault: wanted }] };
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
  },
  async (s3, { BucketName: Bucket, LifecycleConfiguration }, there) => {
    if (!LifecycleConfiguration) return;
    const Rules = LifecycleConfiguration.Rules.map(({ Id, ExpirationInDays, ...rest }) => ({
      ID: Id,
      Filter: { Prefix: '' },
      Expiration: { Days: ExpirationInDays },
      ...rest,
    }));
    const now = there
      ? await unless('NoSuchLifecycleConfiguration', () =>
          s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
        )
      : undefined;
    if (now?.Rules?.length === Rules.length && Rules.every((rule, index) => has(now.Rules?.[index], rule))) return;
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  },
];

export const makeBucketPolicy = maker<{ Bucket: string; PolicyDocument: object }>(
  async ({ Bucket, PolicyDocument }, { clients }) => {
    const Policy = JSON.stringify(PolicyDocument);
    const found = await unless('NoSuchBucketPolicy', () => clients.s3.send(new GetBucketPolicyCommand({ Bucket })));
    if (found?.Policy !== Policy) await clients.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    return { Ref: Bucket, Arn: '' };
  },
);

export const makeObject = maker<{ Bucket: string; Key: string; ContentType: string }>(
  async ({ Bucket, Key, ContentType }, { clients, file }) => {
    if (!file) throw new Error('the file was not built');
    await clients.s3.send(new PutObjectCommand({ Bucket, Key, ContentType, Body: file }));
    return { Ref: `${Bucket}/${Key}`, Arn: `arn:aws:s3:::${Bucket}/${Key}` };
  },
);
