/** Any value JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. A key that is absent reads as undefined, as in the records AWS leaves fields out of. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/**
 * One CloudTrail record, as it stands in a log file, a log group and the `detail` of an EventBridge event. Only what
 * every record since version 1.00 has is required; the rest comes and goes with service, version and caller.
 * @see AWS CloudTrail User Guide, "CloudTrail record contents"
 */
export interface CloudTrailRecord {
  readonly eventVersion?: string;
  readonly userIdentity?: UserIdentity;
  /** ISO 8601, UTC, whole seconds. */
  readonly eventTime: string;
  /** The service called: `iam.amazonaws.com`. */
  readonly eventSource: string;
  /** The API action: `CreateUser`. */
  readonly eventName: string;
  readonly awsRegion: string;
  /** An address, or the DNS name of the AWS service that made the call, or `AWS Internal`. */
  readonly sourceIPAddress?: string;
  readonly userAgent?: string;
  /** Absent when the call succeeded. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters?: JsonObject | null;
  readonly responseElements?: JsonObject | null;
  readonly additionalEventData?: JsonObject | null;
  readonly serviceEventDetails?: JsonObject | null;
  readonly requestID?: string;
  readonly eventID?: string;
  readonly readOnly?: boolean;
  readonly resources?: readonly RecordResource[] | null;
  /** `AwsApiCall`, `AwsConsoleSignIn`, `AwsConsoleAction`, `AwsServiceEvent`, `AwsCloudTrailInsight`, `AwsVpceEvent`. */
  readonly eventType?: string;
  readonly eventCategory?: string;
  readonly managementEvent?: boolean;
  readonly apiVersion?: string;
  readonly recipientAccountId?: string;
  readonly sharedEventID?: string;
  readonly vpcEndpointId?: string;
  readonly sessionCredentialFromConsole?: string;
  readonly tlsDetails?: JsonObject;
}

/** @see AWS CloudTrail User Guide, "CloudTrail userIdentity element" */
export interface UserIdentity {
  /** `Root`, `IAMUser`, `AssumedRole`, `Role`, `FederatedUser`, `SAMLUser`, `WebIdentityUser`, `IdentityCenterUser`, `AWSAccount`, `AWSService`, `Unknown`, ... */
  readonly type?: string;
  readonly principalId?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  /** The AWS service that made the call on someone's behalf. */
  readonly invokedBy?: string;
  readonly identityProvider?: string;
  readonly credentialId?: string;
  readonly onBehalfOf?: { readonly userId?: string; readonly identityStoreArn?: string };
  readonly sessionContext?: SessionContext;
}

export interface SessionContext {
  readonly sessionIssuer?: {
    readonly type?: string;
    readonly principalId?: string;
    readonly arn?: string;
    readonly accountId?: string;
    readonly userName?: string;
  };
  readonly webIdFederationData?: { readonly federatedProvider?: string; readonly attributes?: JsonObject };
  readonly attributes?: { readonly creationDate?: string; readonly mfaAuthenticated?: string };
  readonly sourceIdentity?: string;
  readonly assumedRoot?: string;
  readonly ec2RoleDelivery?: string;
}

/** Some services write `ARN`, some `arn`. */
export interface RecordResource {
  readonly ARN?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly type?: string;
}

/** Thrown when a value that should be a CloudTrail record is not one; the message says which field is at fault. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
}

const required = ['eventTime', 'eventSource', 'eventName'] as const;

/**
 * The value as a record, checked as far as everything here relies on it: its optional fields may be anything, and read as
 * absent where they are not what they should be. Where someone cut the region out, it is empty.
 * @throws RecordError when it is no object or lacks one of the fields every record has
 */
export function asRecord(value: unknown): CloudTrailRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RecordError('a CloudTrail record must be a JSON object');
  }
  const fields = value as Record<string, unknown>;
  for (const name of required) {
    if (typeof fields[name] !== 'string') throw new RecordError(`the CloudTrail record has no ${name}`);
  }
  const record = value as CloudTrailRecord;
  return typeof fields.awsRegion === 'string' ? record : { ...record, awsRegion: '' };
}
