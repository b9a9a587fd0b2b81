import { isObject, listAt, textAt } from './read.ts';
import type { CloudTrailRecord, JsonObject } from './record.ts';

/** A thing a call was about. */
export interface Subject {
  /** A name as the caller gave it, or an ARN. */
  readonly name: string;
  readonly type?: string;
  readonly arn?: string;
}

/** The resources CloudTrail lists with the record; services that list none give an empty list. */
export function resourcesOf(record: CloudTrailRecord): readonly Subject[] {
  return listAt(record, 'resources').flatMap((resource) => {
    const arn = textAt(resource, 'ARN') ?? textAt(resource, 'arn');
    return arn === undefined ? [] : [{ name: nameOf(arn), type: textAt(resource, 'type'), arn }];
  });
}

/**
 * The one thing the call was about, as the caller named it: what its request names first, by the habits of the services'
 * APIs, else a resource CloudTrail listed. Undefined where a call is about nothing (ListUsers).
 */
export function subjectOf(record: CloudTrailRecord): Subject | undefined {
  const request = record.requestParameters;
  const named = isObject(request) ? (firstNamed(request) ?? firstListed(request)) : undefined;
  if (named !== undefined) return { name: named };
  return resourcesOf(record)[0] ?? created(record);
}

/** The keys by which requests name their subject, the owner of a thing before the thing (a user before its policy). */
const nameKeys = [
  'userName',
  'roleName',
  'groupName',
  'bucketName',
  'functionName',
  'trailName',
  'configurationRecorderName',
  'deliveryChannelName',
  'configRuleName',
  'detectorId',
  'keyId',
  'groupId',
  'instanceId',
  'networkAclId',
  'routeTableId',
  'internetGatewayId',
  'customerGatewayId',
  'natGatewayId',
  'vpcId',
  'subnetId',
  'snapshotId',
  'imageId',
  'volumeId',
  'dBSnapshotIdentifier',
  'dBInstanceIdentifier',
  'dBClusterIdentifier',
  'sAMLProviderArn',
  'openIDConnectProviderArn',
  'policyArn',
  'policyName',
  'secretId',
  'logGroupName',
  'tableName',
  'queueUrl',
  'topicArn',
  'stackName',
  'accountId',
  'targetId',
  'roleArn',
  'resourceArn',
  'arn',
  'name',
  'url',
] as const;

function firstNamed(request: JsonObject): string | undefined {
  for (const key of nameKeys) {
    const text = textAt(request, key);
    if (text !== undefined) return text;
  }
  const likely = Object.keys(request).find((key) => /(Name|Id|Identifier|Arn|ARN)$/.test(key) && textAt(request, key));
  return likely === undefined ? undefined : textAt(request, likely);
}

/** EC2 names several things in sets: `instancesSet: { items: [{ instanceId }] }`. */
function firstListed(request: JsonObject): string | undefined {
  for (const [key, value] of Object.entries(request)) {
    if (!key.endsWith('Set')) continue;
    const names = listAt(value).flatMap((item) => (isObject(item) ? (firstNamed(item) ?? []) : []));
    if (names.length > 0) return names.join(', ');
  }
  return undefined;
}

/** A call that makes a thing learns its name from the answer. */
function created(record: CloudTrailRecord): Subject | undefined {
  const answer = record.responseElements;
  if (!isObject(answer)) return undefined;
  const name = firstNamed(answer);
  return name === undefined ? undefined : { name };
}

/** The resource part of an ARN without its type: `arn:aws:iam::1:user/a/b` is `a/b`, `arn:aws:s3:::logs` is `logs`. */
function nameOf(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return resource.replace(/^[a-z-]+[/:]/, '') || arn;
}
