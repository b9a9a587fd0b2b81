import type { CloudTrailRecord, Json, JsonObject } from '../core/cloudtrail/index.ts';
import type { Cast } from './cast.ts';
import { plantedUser } from './intrusion.ts';
import { changes, usualPolicy } from './items/changes.ts';
import type { Draft } from './items/draft.ts';
import { accountSettings, policy, user } from './items/identities.ts';
import { defaultGroup, flowLog, instance, networkAcl, securityGroup, vpc } from './items/network.ts';
import { adminState, formerState, leakedState } from './items/people.ts';
import { bucket, database, key } from './items/storage.ts';
import { trail } from './items/trail.ts';
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
  const changeBy = changes(cast, begin, idOf(planting?.responseElements?.user));
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

  const items = atTheBeginning(cast, random, begin).map((draft, index) => item(draft, begin + 1000 + index * 37, 'OK'));
  const lastSeen = new Map<string, number>();
  for (const record of attack) {
    const change = changeBy(record);
    if (change === undefined) continue;
    // Config sees changes a while after they are made, and those of one resource in their order.
    const after = Date.parse(record.eventTime) + random.int(20, 180) * 1000 + random.int(0, 999);
    const seen = Math.max(after, (lastSeen.get(change.ARN) ?? 0) + 1000);
    lastSeen.set(change.ARN, seen);
    items.push(item(change, seen, record.eventName === 'CreateUser' ? 'ResourceDiscovered' : 'OK'));
  }
  return items.sort((a, b) => a.configurationStateId - b.configurationStateId);
}

function atTheBeginning(cast: Cast, random: Random, begin: number): Draft[] {
  const instances = cast.instances.map((each) => instance(cast, each, `ami-0${random.hex(16)}`));
  return [
    accountSettings(cast),
    ...cast.admins.map((admin, index) => user(cast, adminState(admin, begin, index))),
    user(cast, leakedState(cast, begin)),
    user(cast, formerState(random, begin)),
    policy(cast, 'shop-deploy', random.iamId('ANPA'), {
      Effect: 'Allow',
      Action: ['codedeploy:*', 's3:GetObject'],
      Resource: `arn:aws:s3:::${cast.buckets.artifacts}/*`,
    }),
    policy(cast, 'migration-2024', random.iamId('ANPA'), { Effect: 'Allow', Action: '*', Resource: '*' }),
    ...Object.values(cast.buckets).map((name) => bucket(name, true, usualPolicy(cast, name))),
    database(cast, 'shop', `db-${random.iamId('')}`, {
      storageEncrypted: true,
      multiAZ: true,
      backupRetentionPeriod: 14,
    }),
    database(cast, 'shop-reporting', `db-${random.iamId('')}`, { storageEncrypted: false, multiAZ: false }),
    key(cast),
    vpc(cast),
    flowLog(cast, `fl-0${random.hex(16)}`),
    networkAcl(cast, `acl-0${random.hex(16)}`),
    defaultGroup(cast, `sg-0${random.hex(16)}`),
    securityGroup(cast, 'web', false),
    securityGroup(cast, 'database', false),
    trail(cast, true),
    ...instances,
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

const idOf = (answered: Json | undefined): string =>
  typeof answered === 'object' && answered !== null && 'userId' in answered ? String(answered.userId) : plantedUser;
