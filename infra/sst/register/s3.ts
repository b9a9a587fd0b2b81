import { documentText, registers, type Text } from '../registered.ts';

interface Bucket {
  readonly BucketName: Text;
  readonly PublicAccessBlockConfiguration: Readonly<
    Record<'BlockPublicAcls' | 'BlockPublicPolicy' | 'IgnorePublicAcls' | 'RestrictPublicBuckets', boolean>
  >;
  readonly OwnershipControls: { readonly Rules: readonly [{ readonly ObjectOwnership: string }] };
  readonly VersioningConfiguration: { readonly Status: string };
  readonly BucketEncryption: {
    readonly ServerSideEncryptionConfiguration: readonly {
      readonly ServerSideEncryptionByDefault: { readonly SSEAlgorithm: string };
    }[];
  };
  readonly LifecycleConfiguration?: {
    readonly Rules: readonly {
      readonly Id: string;
      readonly Status: string;
      readonly ExpirationInDays: number;
      readonly NoncurrentVersionExpiration: { readonly NoncurrentDays: number };
    }[];
  };
}

/** A bucket and its settings, which are resources of their own in Pulumi's provider. */
export const bucket = registers<Bucket>((properties, { name, region, options }) => {
  const { PublicAccessBlockConfiguration: block, LifecycleConfiguration: lifecycle } = properties;
  const made = new aws.s3.Bucket(name, { bucket: properties.BucketName, region }, options);
  const of = { bucket: made.bucket, region };
  const settings: $util.Resource[] = [
    new aws.s3.BucketPublicAccessBlock(`${name}PublicAccessBlock`, {
      ...of,
      blockPublicAcls: block.BlockPublicAcls,
      blockPublicPolicy: block.BlockPublicPolicy,
      ignorePublicAcls: block.IgnorePublicAcls,
      restrictPublicBuckets: block.RestrictPublicBuckets,
    }),
    new aws.s3.BucketOwnershipControls(`${name}OwnershipControls`, {
      ...of,
      rule: { objectOwnership: properties.OwnershipControls.Rules[0].ObjectOwnership },
    }),
    new aws.s3.BucketVersioning(`${name}Versioning`, {
      ...of,
      versioningConfiguration: { status: properties.VersioningConfiguration.Status },
    }),
    new aws.s3.BucketServerSideEncryptionConfiguration(`${name}Encryption`, {
      ...of,
      rules: properties.BucketEncryption.ServerSideEncryptionConfiguration.map((rule) => ({
        applyServerSideEncryptionByDefault: { sseAlgorithm: rule.ServerSideEncryptionByDefault.SSEAlgorithm },
      })),
    }),
  ];
  if (lifecycle) {
    settings.push(
      new aws.s3.BucketLifecycleConfiguration(`${name}Lifecycle`, {
        ...of,
        rules: lifecycle.Rules.map((rule) => ({
          id: rule.Id,
          status: rule.Status,
          filter: { prefix: '' },
          expiration: { days: rule.ExpirationInDays },
          noncurrentVersionExpiration: { noncurrentDays: rule.NoncurrentVersionExpiration.NoncurrentDays },
        })),
      }),
    );
  }
  return { ref: made.bucket, arn: made.arn, resources: [made, ...settings] };
});

export const bucketPolicy = registers<{ Bucket: Text; PolicyDocument: object }>(
  ({ Bucket, PolicyDocument }, { name, region, options }) => {
    const made = new aws.s3.BucketPolicy(
      name,
      { bucket: Bucket, region, policy: documentText(PolicyDocument) },
      options,
    );
    return { ref: made.bucket, arn: '', resources: [made] };
  },
);

/** Where `npm run build` puts the host agent's program. */
const AGENT = 'dist/agent/agent.cjs';

export const agentProgram = registers<{ Bucket: Text; Key: string; ContentType: string }>(
  ({ Bucket, Key, ContentType }, { name, region, options }) => {
    const source = new $util.asset.FileAsset(AGENT);
    const made = new aws.s3.BucketObjectv2(
      name,
      { bucket: Bucket, region, key: Key, contentType: ContentType, source },
      options,
    );
    return { ref: made.key, arn: made.arn, resources: [made] };
  },
);
