import { describe, expect, it } from 'vitest';
import { call, itemsOf, last, unknown } from './support.ts';

const create = (more: object = {}) => call('s3:CreateBucket', { bucketName: 'books', ...more });
const bucket = (...args: Parameters<typeof last> extends [string, ...infer Rest] ? Rest : never) =>
  last('Bucket', ...args);

describe('an S3 bucket', () => {
  it("begins with AWS's defaults of its day", () => {
    const today = bucket(create());
    expect(today).toMatchObject({
      resourceId: 'books',
      resourceName: 'books',
      ARN: 'arn:aws:s3:::books',
      awsRegion: 'us-east-1',
    });
    expect(today.supplementaryConfiguration).toMatchObject({
      BucketPolicy: { policyText: null },
      BucketVersioningConfiguration: { status: 'Off', isMfaDeleteEnabled: null },
      BucketLoggingConfiguration: { destinationBucketName: null },
      PublicAccessBlockConfiguration: { blockPublicAcls: true, restrictPublicBuckets: true },
      ServerSideEncryptionConfiguration: {
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
      },
    });
    const then = bucket({ ...create(), eventTime: '2021-07-29T10:00:00Z' });
    expect(then.supplementaryConfiguration.PublicAccessBlockConfiguration).toBeUndefined();
    expect(then.supplementaryConfiguration.ServerSideEncryptionConfiguration).toBeUndefined();
    expect(unknown(bucket({ ...create(), eventTime: '2023-04-15T10:00:00Z' }))).toContain(
      'supplementaryConfiguration.PublicAccessBlockConfiguration',
    );
  });

  it('stands in the region it was made for', () => {
    expect(bucket(create({ CreateBucketConfiguration: { LocationConstraint: 'ap-northeast-2' } })).awsRegion).toBe(
      'ap-northeast-2',
    );
  });

  it('has the settings the calls sent', () => {
    const { supplementaryConfiguration: parts, tags } = bucket(
      create(),
      call('s3:PutBucketPolicy', {
        bucketName: 'books',
        policy: '',
        bucketPolicy: { Statement: [{ Effect: 'Deny' }] },
      }),
      call('s3:PutBucketVersioning', {
        bucketName: 'books',
        VersioningConfiguration: { Status: 'Enabled', MfaDelete: 'Enabled' },
      }),
      call('s3:PutBucketLogging', {
        bucketName: 'books',
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: 'b/' } },
      }),
      call('s3:PutBucketPublicAccessBlock', {
        bucketName: 'books',
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: 'true',
          BlockPublicPolicy: false,
          RestrictPublicBuckets: false,
        },
      }),
      call('s3:PutBucketEncryption', {
        bucketName: 'books',
        ServerSideEncryptionConfiguration: {
          Rule: {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'k' },
            BucketKeyEnabled: true,
          },
        },
      }),
      call('s3:PutBucketTagging', {
        bucketName: 'books',
        Tagging: { TagSet: { Tag: [{ Key: 'team', Value: 'web' }] } },
      }),
    );
    expect(parts).toMatchObject({
      BucketPolicy: { policyText: '{"Statement":[{"Effect":"Deny"}]}' },
      BucketVersioningConfiguration: { status: 'Enabled', isMfaDeleteEnabled: true },
      BucketLoggingConfiguration: { destinationBucketName: 'logs', logFilePrefix: 'b/' },
      PublicAccessBlockConfiguration: {
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: false,
        restrictPublicBuckets: false,
      },
      ServerSideEncryptionConfiguration: {
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyID: 'k' },
            bucketKeyEnabled: true,
          },
        ],
      },
    });
    expect(tags).toEqual({ team: 'web' });
    // As AWS's sample items of buckets have it.
    expect(parts.BucketTaggingConfiguration).toEqual({ tagSets: [{ tags: { team: 'web' } }] });
  });

  it('loses what was deleted, and goes back to encryption of its own', () => {
    const { supplementaryConfiguration: parts, tags } = bucket(
      create(),
      call('s3:PutBucketTagging', {
        bucketName: 'books',
        Tagging: { TagSet: { Tag: [{ Key: 'team', Value: 'web' }] } },
      }),
      call('s3:DeleteBucketTagging', { bucketName: 'books' }),
      call('s3:PutBucketPolicy', { bucketName: 'books', bucketPolicy: { Statement: [] } }),
      call('s3:DeleteBucketPolicy', { bucketName: 'books' }),
      call('s3:DeleteBucketPublicAccessBlock', { bucketName: 'books' }),
      call('s3:DeleteBucketEncryption', { bucketName: 'books' }),
    );
    expect(tags).toEqual({});
    expect(parts.BucketTaggingConfiguration).toBeUndefined();
    expect(parts.BucketPolicy).toEqual({ policyText: null });
    expect(parts.PublicAccessBlockConfiguration).toBeUndefined();
    expect(parts.ServerSideEncryptionConfiguration).toMatchObject({ rules: [{}] });
  });

  it('is public by its list when a name, or a grant, says so', () => {
    const grants = (record: ReturnType<typeof call>) =>
      (
        bucket(create(), record).supplementaryConfiguration.AccessControlList as {
          grantList: { grantee: unknown; permission: string }[];
        }
      ).grantList.map(({ grantee, permission }) => [typeof grantee === 'string' ? grantee : 'owner', permission]);
    expect(grants(call('s3:PutBucketAcl', { bucketName: 'books', acl: '', 'x-amz-acl': 'public-read' }))).toEqual([
      ['owner', 'FullControl'],
      ['AllUsers', 'Read'],
    ]);
    expect(grants(call('s3:PutBucketAcl', { bucketName: 'books', acl: [''], 'x-amz-acl': ['private'] }))).toEqual([
      ['owner', 'FullControl'],
    ]);
    const Grant = { Grantee: { URI: 'http://acs.amazonaws.com/groups/global/AllUsers' }, Permission: 'WRITE' };
    expect(
      grants(
        call('s3:PutBucketAcl', {
          bucketName: 'books',
          AccessControlPolicy: { AccessControlList: { Grant }, Owner: { ID: 'o' } },
        }),
      ),
    ).toEqual([['AllUsers', 'Write']]);
  });

  it('does not know what a record leaves out', () => {
    for (const [action, part] of [
      ['s3:PutBucketEncryption', 'ServerSideEncryptionConfiguration'],
      ['s3:PutBucketPublicAccessBlock', 'PublicAccessBlockConfiguration'],
      ['s3:PutBucketReplication', 'BucketReplicationConfiguration'],
    ] as const) {
      const item = bucket(create(), call(action, { bucketName: 'books' }));
      expect(item.supplementaryConfiguration[part]).toBeUndefined();
      expect(unknown(item)).toContain(`supplementaryConfiguration.${part}`);
    }
  });

  it('is not made anew by its owner making it again', () => {
    expect(itemsOf(create(), create()).length).toBe(1);
  });
});
