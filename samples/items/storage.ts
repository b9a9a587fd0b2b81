import type { JsonObject } from '../../core/cloudtrail/index.ts';
import type { Cast } from '../cast.ts';
import { blocks } from '../intrusion.ts';
import type { Draft } from './draft.ts';

/** A bucket that blocks public access or does not, with its policy. */
export function bucket(name: string, isBlocked: boolean, policy: JsonObject | undefined): Draft {
  const { xmlns: _, ...on } = blocks(isBlocked);
  const settings = Object.fromEntries(
    Object.entries(on).map(([key, value]) => [key[0]!.toLowerCase() + key.slice(1), value]),
  );
  return {
    resourceType: 'AWS::S3::Bucket',
    resourceId: name,
    resourceName: name,
    ARN: `arn:aws:s3:::${name}`,
    availabilityZone: 'Regional',
    configuration: { name, owner: { displayName: null, id: 'hanbit' } },
    supplementaryConfiguration: {
      PublicAccessBlockConfiguration: settings,
      BucketPolicy: { policyText: policy ? JSON.stringify(policy) : null },
      BucketVersioningConfiguration: { status: 'Enabled', isMfaDeleteEnabled: null },
      ServerSideEncryptionConfiguration: {
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256', kmsMasterKeyID: null } }],
      },
    },
  };
}

/** What refuses requests that are not encrypted on their way. */
export const tlsOnly = (name: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
});

export const database = (cast: Cast, name: string, id: string, settings: JsonObject): Draft => ({
  resourceType: 'AWS::RDS::DBInstance',
  resourceId: id,
  resourceName: name,
  ARN: `arn:aws:rds:${cast.region}:${cast.account}:db:${name}`,
  availabilityZone: `${cast.region}a`,
  relationships: [
    {
      resourceType: 'AWS::EC2::SecurityGroup',
      resourceId: cast.securityGroups.database,
      name: 'Is associated with SecurityGroup',
    },
  ],
  configuration: {
    dBInstanceIdentifier: name,
    dbiResourceId: id,
    engine: 'postgres',
    engineVersion: '17.6',
    dBInstanceClass: 'db.t4g.medium',
    dBInstanceStatus: 'available',
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
    backupRetentionPeriod: 7,
    deletionProtection: true,
    ...settings,
  },
});

export const key = (cast: Cast): Draft => ({
  resourceType: 'AWS::KMS::Key',
  resourceId: cast.keyId,
  ARN: `arn:aws:kms:${cast.region}:${cast.account}:key/${cast.keyId}`,
  configuration: {
    keyId: cast.keyId,
    aWSAccountId: cast.account,
    description: 'trail and database',
    enabled: true,
    keyState: 'Enabled',
    keyUsage: 'ENCRYPT_DECRYPT',
    keyManager: 'CUSTOMER',
    origin: 'AWS_KMS',
    keySpec: 'SYMMETRIC_DEFAULT',
    multiRegion: false,
  },
  supplementaryConfiguration: { KeyRotationStatus: true },
});
