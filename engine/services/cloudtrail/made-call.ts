import { randomUUID } from 'node:crypto';
import {
  type CloudTrailRecord,
  globalRegion,
  hidden,
  isGlobal,
  isObject,
  type Json,
  type JsonObject,
  type UserIdentity,
} from '../../../core/cloudtrail/index.ts';
import { recordParameters } from '../../../core/cloudtrail/made-record.ts';
import { parseArn } from '../../arn.ts';
import type { AwsError } from '../../errors.ts';
import type { Call, Caller } from '../../service.ts';
import { eventNameOf, isDataCall, onlyReads, showsAnswer, sourceOf } from './call-names.ts';
import { dataResources, managementResources } from './record-resources.ts';
import { bucketParameters } from './s3-parameters.ts';

/** A call that was answered, as the HTTP layer tells it. */
export interface MadeCall {
  readonly call: Pick<Call, 'input' | 'account' | 'region' | 'caller' | 'requestId' | 'sourceIp' | 'userAgent'>;
  /** The engine's name of the service: `logs`. */
  readonly service: string;
  readonly operation: string;
  readonly output?: unknown;
  readonly error?: AwsError;
}

/**
 * The CloudTrail record of a call made to the engine, in AWS's shape.
 * @param now ms since 1970
 */
export function recordOf({ call, service, operation, output, error }: MadeCall, now: number): CloudTrailRecord {
  const eventSource = sourceOf(service);
  const data = isDataCall(service, operation);
  const readOnly = onlyReads(service, operation);
  const resources = data ? dataResources(service, call) : managementResources(service, call, output);
  const shown = !error && (!readOnly || showsAnswer(service, operation));
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(call.caller, now),
    eventTime: `${new Date(now).toISOString().slice(0, 19)}Z`,
    eventSource,
    eventName: eventNameOf(service, operation),
    awsRegion: isGlobal(eventSource) ? globalRegion : call.region,
    sourceIPAddress: call.sourceIp,
    userAgent: call.userAgent,
    ...(error && { errorCode: error.code, errorMessage: error.message }),
    requestParameters: requestOf(service, operation, call) ?? null,
    responseElements: (shown ? without(service, operation, recordParameters(output)) : undefined) ?? null,
    requestID: call.requestId,
    eventID: randomUUID(),
    readOnly,
    ...(resources && { resources }),
    eventType: 'AwsApiCall',
    managementEvent: !data,
    recipientAccountId: call.account,
    eventCategory: data ? 'Data' : 'Management',
  };
}

/** @see AWS CloudTrail User Guide, "CloudTrail userIdentity element" */
function identityOf({ arn, accountId, accessKeyId, userId }: Caller, now: number): UserIdentity {
  const resource = parseArn(arn)?.resource ?? '';
  if (resource === 'root') return { type: 'Root', principalId: accountId, arn, accountId, accessKeyId };
  const [kind, name = ''] = resource.split('/');
  if (kind !== 'assumed-role') {
    const userName = resource.split('/').at(-1);
    return { type: 'IAMUser', principalId: userId, arn, accountId, accessKeyId, userName };
  }
  return {
    type: 'AssumedRole',
    principalId: userId,
    arn,
    accountId,
    accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: userId.split(':')[0],
        arn: `arn:aws:iam::${accountId}:role/${name}`,
        accountId,
        userName: name,
      },
      attributes: { creationDate: `${new Date(now).toISOString().slice(0, 19)}Z`, mfaAuthenticated: 'false' },
    },
  };
}

/** What was asked for, as records show it. */
function requestOf(service: string, operation: string, { input, region }: MadeCall['call']): JsonObject | undefined {
  if (service === 's3' && /Bucket|PublicAccessBlock/.test(operation) && input.Bucket !== undefined) {
    return bucketParameters(eventNameOf(service, operation), input, region);
  }
  return without(service, operation, recordParameters(input));
}

/** Members CloudTrail hides whatever they hold, by service; `core/cloudtrail`'s `redact` masks passwords and the like besides. */
const hiddenMembers: Readonly<Record<string, readonly string[]>> = {
  events: ['authParameters'],
  sns: ['message', 'subject', 'messageAttributes', 'publishBatchRequestEntries'],
  sqs: ['messageBody', 'messageAttributes', 'entries'],
  ssm: ['value'],
};

/** Members CloudTrail leaves out. */
const omittedMembers: ReadonlySet<string> = new Set([
  'attributes:dynamodb',
  'item:dynamodb',
  'items:dynamodb',
  'messages:sqs',
  'payload:lambda',
  'requestItems:dynamodb',
]);

/** The parameters without what no log may hold. */
function without(service: string, operation: string, parameters: JsonObject | undefined): JsonObject | undefined {
  if (!parameters) return undefined;
  const hide = hiddenMembers[service] ?? [];
  const entries: [string, Json][] = [];
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || omittedMembers.has(`${name}:${service}`)) continue;
    if (hide.includes(name) && (service !== 'ssm' || operation === 'PutParameter')) entries.push([name, hidden]);
    else if (name === 'environment' && service === 'lambda') entries.push([name, {}]);
    else entries.push([s3Name(service, name), withoutSecretKeys(value)]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

const s3Name = (service: string, name: string): string => (service === 's3' && name === 'bucket' ? 'bucketName' : name);

/** Keys that do not even appear as hidden: to AWS itself, and to the push services of phones. */
const secretKeys: ReadonlySet<string> = new Set(['secretAccessKey', 'PlatformCredential', 'PlatformPrincipal']);

function withoutSecretKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSecretKeys);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([name]) => !secretKeys.has(name));
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutSecretKeys(inner ?? null)]));
}
