import { type CloudTrailRecord, globalRegion, isGlobal, type JsonObject } from '../core/cloudtrail/index.ts';
import type { Caller } from './callers.ts';
import type { Cast } from './cast.ts';
import type { Random } from './random.ts';
import { isoSeconds } from './time.ts';

/** One API call, as far as it differs from the next. */
export interface Call {
  /** `iam:CreateUser`: the service without `.amazonaws.com`, and the action. */
  readonly action: string;
  readonly request?: JsonObject | null;
  readonly response?: JsonObject | null;
  readonly error?: readonly [code: string, message: string];
  /** Without it, by the action's name: Get, List, Describe, Lookup, Head and the like only read. */
  readonly readOnly?: boolean;
  readonly resources?: readonly { readonly type: string; readonly ARN: string }[];
  readonly additional?: JsonObject;
  readonly region?: string;
}

const reads = /^(Get|List|Describe|Lookup|Head|Search|Batch(Get|Check)|AssumeRole|GenerateDataKey|Decrypt)/;
const apiVersions: Record<string, string> = { logs: '20140328', lambda: '2015-03-31', monitoring: '2010-08-01' };

/** What a denied call is told; the permission has the action's name without the version Lambda puts behind it. */
export function notAuthorized(arn: string, action: string): string {
  const permission = action.replace(/\d{8}(v\d)?$/, '');
  return `User: ${arn} is not authorized to perform: ${permission} because no identity-based policy allows the ${permission} action`;
}

/** Gathers the week's records. */
export class Journal {
  readonly records: CloudTrailRecord[] = [];
  readonly cast: Cast;

  constructor(cast: Cast) {
    this.cast = cast;
  }

  /** Records one call made at `time` (milliseconds). */
  call(random: Random, caller: Caller, time: number, call: Call): CloudTrailRecord {
    const [service, eventName] = call.action.split(':') as [string, string];
    const eventSource = `${service}.amazonaws.com`;
    const { account, region } = this.cast;
    const awsRegion = call.region ?? (isGlobal(eventSource) ? globalRegion : region);
    const host = isGlobal(eventSource) ? eventSource : `${service}.${awsRegion}.amazonaws.com`;
    const record: CloudTrailRecord = {
      eventVersion: '1.11',
      userIdentity: caller.identity,
      eventTime: isoSeconds(time),
      eventSource,
      eventName,
      awsRegion,
      sourceIPAddress: caller.sourceIPAddress,
      userAgent: caller.userAgent,
      ...(call.error && { errorCode: call.error[0], errorMessage: call.error[1] }),
      requestParameters: call.request ?? null,
      responseElements: call.error ? null : (call.response ?? null),
      ...(call.additional && { additionalEventData: call.additional }),
      requestID: random.uuid(),
      eventID: random.uuid(),
      readOnly: call.readOnly ?? reads.test(eventName),
      ...(call.resources && { resources: call.resources.map((one) => ({ accountId: account, ...one })) }),
      eventType: 'AwsApiCall',
      ...(apiVersions[service] && { apiVersion: apiVersions[service] }),
      managementEvent: true,
      recipientAccountId: account,
      ...(caller.identity.type === 'AWSService' && { sharedEventID: random.uuid() }),
      eventCategory: 'Management',
      ...(caller.way === 'network' && {
        tlsDetails: {
          tlsVersion: 'TLSv1.3',
          cipherSuite: 'TLS_AES_128_GCM_SHA256',
          clientProvidedHostHeader: host,
        },
      }),
      ...(caller.way === 'console' && { sessionCredentialFromConsole: 'true' }),
    };
    this.records.push(record);
    return record;
  }

  /** Records a sign-in to the console. */
  signIn(random: Random, caller: Caller, time: number, how: { mfaDevice?: string; error?: string }): void {
    const { account, region } = this.cast;
    const { accessKeyId: _, sessionContext: __, ...identity } = caller.identity;
    this.records.push({
      eventVersion: '1.11',
      userIdentity: how.error ? { ...identity, accessKeyId: '' } : identity,
      eventTime: isoSeconds(time),
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      awsRegion: region,
      sourceIPAddress: caller.sourceIPAddress,
      userAgent: caller.userAgent,
      ...(how.error && { errorMessage: how.error }),
      requestParameters: null,
      responseElements: { ConsoleLogin: how.error ? 'Failure' : 'Success' },
      additionalEventData: {
        LoginTo: `https://${region}.console.aws.amazon.com/console/home?region=${region}&state=hashArgs%23&isauthcode=true`,
        MobileVersion: 'No',
        ...(how.mfaDevice && { MFAIdentifier: how.mfaDevice }),
        MFAUsed: how.mfaDevice ? 'Yes' : 'No',
      },
      eventID: random.uuid(),
      readOnly: false,
      eventType: 'AwsConsoleSignIn',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: `${region}.signin.aws.amazon.com`,
      },
    });
  }
}
