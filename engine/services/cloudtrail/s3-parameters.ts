import { isObject, type Json, type JsonObject } from '../../../core/cloudtrail/index.ts';

/** S3's calls are recorded under names of its REST API, which the SDK's operations do not always have. */
export const s3Names: Readonly<Record<string, string>> = {
  DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
  GetBucketLifecycleConfiguration: 'GetBucketLifecycle',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  PutBucketLifecycleConfiguration: 'PutBucketLifecycle',
  PutBucketNotificationConfiguration: 'PutBucketNotification',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
};

/** The query parameter that says which setting of a bucket a call is about. */
const SETTING = /^(?:Put|Get|Delete)Bucket(.+)$/;

/** Members that are the request's body; in records they stand under the name of its root element. */
const BODIES = new Set([
  'AccessControlPolicy',
  'BucketLoggingStatus',
  'CreateBucketConfiguration',
  'LifecycleConfiguration',
  'NotificationConfiguration',
  'OwnershipControls',
  'PublicAccessBlockConfiguration',
  'ServerSideEncryptionConfiguration',
  'Tagging',
  'VersioningConfiguration',
]);

/** Members that are headers. */
const HEADERS: Readonly<Record<string, string>> = {
  ACL: 'x-amz-acl',
  GrantFullControl: 'x-amz-grant-full-control',
  GrantRead: 'x-amz-grant-read',
  GrantWrite: 'x-amz-grant-write',
  ObjectLockEnabledForBucket: 'x-amz-bucket-object-lock-enabled',
};

/**
 * The request of a call on a bucket as CloudTrail writes it: query parameters, headers, and the XML body with its own names.
 * @param eventName as recorded
 */
export function bucketParameters(
  eventName: string,
  input: Readonly<Record<string, unknown>>,
  region: string,
): JsonObject {
  const bucketName = String(input.Bucket);
  const [, setting] = SETTING.exec(eventName) ?? [];
  const parameters: Record<string, Json> = { bucketName, Host: `${bucketName}.s3.${region}.amazonaws.com` };
  if (setting !== undefined) parameters[setting.charAt(0).toLowerCase() + setting.slice(1)] = '';
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    if (name === 'Policy') parameters.bucketPolicy = parsed(String(value));
    else if (BODIES.has(name)) parameters[name] = element(value as Json);
    else if (HEADERS[name]) parameters[HEADERS[name]] = String(value);
  }
  return parameters;
}

/** Lists by the names of their elements; one element stands alone. */
function element(value: Json): Json {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, member]): [string, Json] => {
    const list = Array.isArray(member) ? (member as readonly Json[]).map(element) : undefined;
    if (name === 'Rules' && list) return ['Rule', oneOrMore(list)];
    if (name === 'TagSet' && list) return ['TagSet', { Tag: oneOrMore(list) }];
    if (name === 'Grants' && list) return ['AccessControlList', { Grant: oneOrMore(list) }];
    if (name === 'Type') return ['xsi:type', member ?? null];
    return [name, list ? oneOrMore(list) : element(member ?? null)];
  });
  return Object.fromEntries(entries);
}

const oneOrMore = (list: readonly Json[]): Json => (list.length === 1 ? list[0]! : list);

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
