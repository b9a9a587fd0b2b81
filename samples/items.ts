import type { CloudTrailRecord, Json, JsonObject } from '../core/cloudtrail/index.ts';
import type { Cast } from './cast.ts';
import { blocks, plantedUser, publicPolicy } from './intrusion.ts';
import type { Random } from './random.ts';
import { day } from './time.ts';

/** A configuration item as a Config rule's event carries it. */
export interface ConfigurationItem {
  readonly configurationItemVersion: '1.3';
  readonly configurationItemCaptureTime: string;
  readonly configurationStateId: number;
  readonly awsAccountId: string;
  readonly configurationItemStatus: 'ResourceDiscovered' | 'OK' | 'ResourceDeleted';
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string;
  readonly ARN: string;
  readonly awsRegion: string;
  readonly availabilityZone: string;
  readonly configurationStateMd5Hash: '';
  readonly resourceCreationTime?: string;
  readonly relatedEvents: readonly string[];
  readonly relationships: readonly { resourceType: string; resourceId: string; resourceName?: string; name: string }[];
  readonly configuration: JsonObject | null;
  readonly supplementaryConfiguration: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
}

type Draft = Pick<ConfigurationItem, 'resourceType' | 'resourceId' | 'ARN' | 'configuration'> &
  Partial<
    Pick<
      ConfigurationItem,
      'resourceName' | 'supplementaryConfiguration' | 'relationships' | 'tags' | 'availabilityZone'
    >
  > & {
    readonly region?: string;
  };

/** What the recorder wrote: everything once when the week begins, and each change that the intrusion's records made. */
export function configurationItems(
  cast: Cast,
  random: Random,
  begin: number,
  attack: readonly CloudTrailRecord[],
): ConfigurationItem[] {
  const created = new Date(begin - 400 * day).toISOString();
  const planting = attack.find(({ eventName }) => eventName === 'CreateUser');
  const plantedAt = planting && new Date(planting.eventTime).toISOString();
  const plantedId = idOf(planting?.responseElements?.user);
  const item = (
    draft: Draft,
    time: number,
    status: ConfigurationItem['configurationItemStatus'],
  ): ConfigurationItem => ({
    configurationItemVersion: '1.3',
    configurationItemCaptureTime: new Date(time).toISOString(),
    configurationStateId: time,
    awsAccountId: cast.account,
    configurationItemStatus: status,
    resourceType: draft.resourceType,
    resourceId: draft.resourceId,
    ...(draft.resourceName !== undefined && { resourceName: draft.resourceName }),
    ARN: draft.ARN,
    awsRegion: draft.region ?? cast.region,
    availabilityZone: draft.availabilityZone ?? 'Not Applicable',
    configurationStateMd5Hash: '',
    resourceCreationTime: draft.resourceName === plantedUser ? plantedAt : created,
    relatedEvents: [],
    relationships: draft.relationships ?? [],
    configuration: draft.configuration,
    supplementaryConfiguration: draft.supplementaryConfiguration ?? {},
    tags: draft.tags ?? {},
  });

  const items = atTheBeginning(cast, random).map((draft, index) => item(draft, begin + 1000 + index * 37, 'OK'));
  for (const record of attack) {
    const change = changeBy(cast, record, plantedId);
    if (change === undefined) continue;
    const seen = Date.parse(record.eventTime) + random.int(20, 180) * 1000 + random.int(0, 999);
    items.push(item(change, seen, record.eventName === 'CreateUser' ? 'ResourceDiscovered' : 'OK'));
  }
  return items.sort((a, b) => a.configurationStateId - b.configurationStateId);
}

function atTheBeginning(cast: Cast, random: Random): Draft[] {
  return [
    ...cast.admins.map(({ userName, principalId }) => user(cast, userName, principalId, ['AdministratorAccess'])),
    user(cast, cast.leaked.userName, cast.leaked.principalId, ['IAMFullAccess']),
    ...Object.values(cast.buckets).map((name) => bucket(name, false)),
    securityGroup(cast, 'web', false),
    securityGroup(cast, 'database', false),
    trail(cast, true),
    ...cast.instances.map(
      ({ id, privateIp, subnetId }): Draft => ({
        resourceType: 'AWS::EC2::Instance',
        resourceId: id,
        ARN: `arn:aws:ec2:${cast.region}:${cast.account}:instance/${id}`,
        availabilityZone: `${cast.region}${privateIp.startsWith('10.20.1.') ? 'a' : 'c'}`,
        relationships: [
          { resourceType: 'AWS::EC2::Subnet', resourceId: subnetId, name: 'Is contained in Subnet' },
          {
            resourceType: 'AWS::EC2::SecurityGroup',
            resourceId: cast.securityGroups.web,
            name: 'Is associated with SecurityGroup',
          },
        ],
        tags: { Name: 'shop-web', 'aws:autoscaling:groupName': cast.asgName },
        configuration: {
          instanceId: id,
          instanceType: 't3.medium',
          imageId: `ami-0${random.hex(16)}`,
          privateIpAddress: privateIp,
          subnetId,
          vpcId: cast.vpcId,
          state: { code: 16, name: 'running' },
          metadataOptions: { httpTokens: 'required', httpEndpoint: 'enabled', httpPutResponseHopLimit: 2 },
          monitoring: { state: 'disabled' },
        },
      }),
    ),
    {
      resourceType: 'AWS::Lambda::Function',
      resourceId: cast.functionName,
      resourceName: cast.functionName,
      ARN: `arn:aws:lambda:${cast.region}:${cast.account}:function:${cast.functionName}`,
      configuration: {
        functionName: cast.functionName,
        runtime: 'nodejs24.x',
        role: cast.roles.orders.arn,
        timeout: 15,
        memorySize: 512,
      },
    },
  ];
}

/** The resource as a call of the intrusion, or of the clearing up, left it. */
function changeBy(cast: Cast, record: CloudTrailRecord, plantedId: string): Draft | undefined {
  switch (record.eventName) {
    case 'CreateUser':
      return user(cast, plantedUser, plantedId, []);
    case 'AttachUserPolicy':
      return user(cast, plantedUser, plantedId, ['AdministratorAccess']);
    case 'DetachUserPolicy':
      return user(cast, plantedUser, plantedId, []);
    case 'PutBucketPolicy':
      return bucket(cast.buckets.invoices, true);
    case 'PutBucketPublicAccessBlock': {
      const isClosing = JSON.stringify(record.requestParameters).includes('"RestrictPublicBuckets":true');
      return isClosing ? bucket(cast.buckets.invoices, false, true) : undefined;
    }
    case 'AuthorizeSecurityGroupIngress':
      return securityGroup(cast, 'web', true);
    case 'RevokeSecurityGroupIngress':
      return securityGroup(cast, 'web', false);
    case 'StopLogging':
      return trail(cast, false);
    case 'StartLogging':
      return trail(cast, true);
    default:
      return undefined;
  }
}

const idOf = (answered: Json | undefined): string =>
  typeof answered === 'object' && answered !== null && 'userId' in answered ? String(answered.userId) : plantedUser;

const user = (cast: Cast, userName: string, userId: string, policies: readonly string[]): Draft => ({
  resourceType: 'AWS::IAM::User',
  resourceId: userId,
  resourceName: userName,
  ARN: `arn:aws:iam::${cast.account}:user/${userName}`,
  region: 'global',
  configuration: {
    path: '/',
    userName,
    userId,
    arn: `arn:aws:iam::${cast.account}:user/${userName}`,
    userPolicyList: [],
    groupList: [],
    attachedManagedPolicies: policies.map((policyName) => ({
      policyName,
      policyArn: `arn:aws:iam::aws:policy/${policyName}`,
    })),
    tags: [],
  },
});

function bucket(name: string, isOpen: boolean, keepsPolicy = isOpen): Draft {
  const { xmlns: _, ...on } = blocks(!isOpen);
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
      BucketPolicy: { policyText: keepsPolicy ? JSON.stringify(publicPolicy(name)) : null },
      BucketVersioningConfiguration: { status: 'Enabled', isMfaDeleteEnabled: null },
      ServerSideEncryptionConfiguration: {
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256', kmsMasterKeyID: null } }],
      },
    },
  };
}

function securityGroup(cast: Cast, which: 'web' | 'database', isOpen: boolean): Draft {
  const groupId = cast.securityGroups[which];
  const rule = (port: number, cidrIp: string) => ({
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    ipRanges: [cidrIp],
    ipv4Ranges: [{ cidrIp }],
    ipv6Ranges: [],
    prefixListIds: [],
    userIdGroupPairs: [],
  });
  const usual = which === 'web' ? [rule(443, '0.0.0.0/0')] : [rule(5432, '10.20.0.0/16')];
  return {
    resourceType: 'AWS::EC2::SecurityGroup',
    resourceId: groupId,
    resourceName: `shop-${which}`,
    ARN: `arn:aws:ec2:${cast.region}:${cast.account}:security-group/${groupId}`,
    relationships: [{ resourceType: 'AWS::EC2::VPC', resourceId: cast.vpcId, name: 'Is contained in Vpc' }],
    configuration: {
      groupId,
      groupName: `shop-${which}`,
      description: `shop ${which}`,
      ownerId: cast.account,
      vpcId: cast.vpcId,
      ipPermissions: isOpen ? [...usual, rule(22, '0.0.0.0/0')] : usual,
      ipPermissionsEgress: [{ ...rule(0, '0.0.0.0/0'), ipProtocol: '-1' }],
      tags: [],
    },
  };
}

function trail(cast: Cast, isLogging: boolean): Draft {
  const ARN = `arn:aws:cloudtrail:${cast.region}:${cast.account}:trail/${cast.trailName}`;
  return {
    resourceType: 'AWS::CloudTrail::Trail',
    resourceId: ARN,
    resourceName: cast.trailName,
    ARN,
    configuration: {
      name: cast.trailName,
      s3BucketName: cast.buckets.trail,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: true,
      homeRegion: cast.region,
      logFileValidationEnabled: true,
      cloudWatchLogsLogGroupArn: `arn:aws:logs:${cast.region}:${cast.account}:log-group:trail:*`,
      kmsKeyId: `arn:aws:kms:${cast.region}:${cast.account}:key/${cast.keyId}`,
      isLogging,
    },
  };
}
