import {
  type CloudTrailEvent,
  type CloudTrailRecord,
  eventOf,
  globalRegion,
  type JsonObject,
  type RecordResource,
  type UserIdentity,
} from '../../core/cloudtrail/index.ts';
import { RuleError } from './errors.ts';
import { eventSourceOf } from './event-sources.ts';
import { assertFields } from './fields.ts';
import { exampleAccount, root, user } from './identities.ts';

/** What an example says about itself; the rest is as in an ordinary record. */
export interface RecordOverrides {
  /** The service, where the action's name alone does not tell. */
  readonly source?: string;
  /** Who made the call; alice, an IAM user, without it. */
  readonly by?: UserIdentity;
  readonly request?: JsonObject | null;
  readonly response?: JsonObject | null;
  readonly additional?: JsonObject;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** An address, or an AWS service's name. */
  readonly from?: string;
  readonly userAgent?: string;
  /** ISO 8601. */
  readonly time?: string;
  readonly region?: string;
  readonly readOnly?: boolean;
  readonly resources?: readonly RecordResource[];
  readonly eventType?: string;
}

const fields: Readonly<Record<keyof RecordOverrides, true>> = {
  source: true,
  by: true,
  request: true,
  response: true,
  additional: true,
  errorCode: true,
  errorMessage: true,
  from: true,
  userAgent: true,
  time: true,
  region: true,
  readOnly: true,
  resources: true,
  eventType: true,
};

/**
 * An example record of an API call: `record('CreateUser', { request: { userName: 'mallory' } })`. Everything not said is
 * what AWS would write for alice calling from 203.0.113.7.
 * @throws RuleError when the kit does not know the action's service and none is given, or for an override there is not
 */
export function record(eventName: string, overrides: RecordOverrides = {}): CloudTrailRecord {
  const eventSource = overrides.source ?? eventSourceOf(eventName);
  if (eventSource === undefined) {
    throw new RuleError(`record('${eventName}'): say which service, { source: '<service>.amazonaws.com' }`);
  }
  assertFields(`record('${eventName}')`, overrides, fields);
  const { errorCode, errorMessage, resources } = overrides;
  const identity = overrides.by ?? user('alice');
  return {
    eventVersion: '1.08',
    userIdentity: identity,
    eventTime: overrides.time ?? '2026-01-05T09:00:00Z',
    eventSource,
    eventName,
    awsRegion: overrides.region ?? globalRegion,
    sourceIPAddress: overrides.from ?? identity.invokedBy ?? '203.0.113.7',
    userAgent: overrides.userAgent ?? identity.invokedBy ?? 'aws-cli/2.27.0 Python/3.13.2 Linux/6.8.0',
    ...(errorCode !== undefined && { errorCode }),
    ...((errorMessage !== undefined || errorCode !== undefined) && { errorMessage: errorMessage ?? `${errorCode}` }),
    requestParameters: overrides.request ?? null,
    responseElements: overrides.response ?? null,
    ...(overrides.additional && { additionalEventData: overrides.additional }),
    requestID: exampleId('request', eventName, overrides),
    eventID: exampleId('event', eventName, overrides),
    readOnly: overrides.readOnly ?? /^(Get|List|Describe|Head|Lookup)/.test(eventName),
    ...(resources && { resources }),
    eventType: overrides.eventType ?? 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: exampleAccount,
    eventCategory: 'Management',
  };
}

export interface SignInOverrides {
  /** Who signed in; alice without it. */
  readonly by?: UserIdentity;
  /** `false` for a failed sign-in; true without it. */
  readonly succeeded?: boolean;
  /** Whether MFA was used; false without it. */
  readonly mfa?: boolean;
  readonly from?: string;
  readonly region?: string;
  readonly time?: string;
}

/** An example record of a console sign-in. */
export function signInRecord(overrides: SignInOverrides = {}): CloudTrailRecord {
  const { succeeded = true, mfa = false, from, region, time } = overrides;
  const { sessionContext: _, ...by } = overrides.by ?? user('alice');
  return record('ConsoleLogin', {
    by: { ...by, accessKeyId: '' },
    from,
    region,
    time,
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0',
    response: { ConsoleLogin: succeeded ? 'Success' : 'Failure' },
    ...(!succeeded && { errorMessage: 'Failed authentication' }),
    additional: {
      LoginTo: 'https://console.aws.amazon.com/console/home',
      MobileVersion: 'No',
      MFAUsed: mfa ? 'Yes' : 'No',
    },
  });
}

/** The same for the root user, whose sign-ins are recorded in us-east-1. */
export const rootSignInRecord = (overrides: Omit<SignInOverrides, 'by'> = {}): CloudTrailRecord =>
  signInRecord({ ...overrides, by: root() });

/** The event EventBridge makes of a record. */
export const event = (of: CloudTrailRecord): CloudTrailEvent => eventOf(of);

/** An id in AWS's form that is always the same for the same example. */
function exampleId(...parts: readonly unknown[]): string {
  const hex = [0, 1, 2, 3].map((seed) => hash(`${seed}${JSON.stringify(parts)}`)).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** FNV-1a of the text, as eight hexadecimal digits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const unit of text) value = Math.imul(value ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, '0');
}
