import { ACCOUNT, arnOf, type Resource, ref, sub, type Value } from '../resource.ts';
import { policy } from './policies.ts';

interface BucketOptions {
  /** Its name before `-<account>-<region>`. */
  readonly name: string;
  readonly region: string;
  /** Who may do what with it, besides those whose own policies say so. */
  readonly statements?: readonly Value[];
  /** Days after which objects go; kept for good without it. */
  readonly expires?: number;
}

/** A bucket nobody outside sees into, versioned, reached over TLS alone, with its policy. */
export function lockedBucket(id: string, { name, region, statements = [], expires }: BucketOptions): Resource[] {
  return [
    {
      id,
      type: 'AWS::S3::Bucket',
      region,
      properties: {
        BucketName: sub(`${name}-${ACCOUNT}-${region}`),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        ...(expires !== undefined && {
          LifecycleConfiguration: {
            Rules: [
              {
                Id: 'expire',
                Status: 'Enabled',
                ExpirationInDays: expires,
                NoncurrentVersionExpiration: { NoncurrentDays: 30 },
              },
            ],
          },
        }),
      },
    },
    {
      id: `${id}Policy`,
      type: 'AWS::S3::BucketPolicy',
      region,
      properties: {
        Bucket: ref(id),
        PolicyDocument: policy(...statements, {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [arnOf(id), sub(`\${${id}.Arn}/*`)],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      },
    },
  ];
}
