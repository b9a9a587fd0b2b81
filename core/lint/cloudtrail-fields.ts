import { nearest } from '../names/nearest.ts';

/** The fields a CloudTrail record has at its top. @see AWS CloudTrail, "CloudTrail record contents" */
const TOP = [
  'additionalEventData',
  'addendum',
  'annotation',
  'apiVersion',
  'awsRegion',
  'edgeDeviceDetails',
  'errorCode',
  'errorMessage',
  'eventCategory',
  'eventContext',
  'eventID',
  'eventName',
  'eventSource',
  'eventTime',
  'eventType',
  'eventVersion',
  'insightContext',
  'insightDetails',
  'managementEvent',
  'readOnly',
  'recipientAccountId',
  'requestID',
  'requestParameters',
  'resources',
  'responseElements',
  'serviceEventDetails',
  'sessionCredentialFromConsole',
  'sharedEventID',
  'sourceIPAddress',
  'tlsDetails',
  'userAgent',
  'userIdentity',
  'vpcEndpointAccountId',
  'vpcEndpointId',
];

/** @see AWS CloudTrail, "CloudTrail userIdentity element" */
const USER_IDENTITY = [
  'accessKeyId',
  'accountId',
  'arn',
  'credentialId',
  'identityProvider',
  'inScopeOf',
  'invokedBy',
  'onBehalfOf',
  'principalId',
  'sessionContext',
  'type',
  'userName',
];

/** Fields every record has; any other may be missing. */
const ALWAYS = new Set([
  'awsRegion',
  'eventID',
  'eventName',
  'eventSource',
  'eventTime',
  'eventType',
  'eventVersion',
  'sourceIPAddress',
  'userIdentity.type',
]);

/** Whether every record has the field at this path. */
export const alwaysThere = (path: readonly string[]): boolean => ALWAYS.has(path.join('.'));

/** The first name of a path that no record has, with the name that may have been meant; undefined when all are known. */
export function unknownName(path: readonly string[]): { name: string; meant: string | undefined } | undefined {
  const [first, second] = path;
  if (first === undefined) return undefined;
  if (!TOP.includes(first)) return { name: first, meant: nearest(first, TOP) };
  if (first === 'userIdentity' && second !== undefined && !USER_IDENTITY.includes(second)) {
    return { name: `userIdentity.${second}`, meant: prefixed(nearest(second, USER_IDENTITY)) };
  }
  return undefined;
}

const prefixed = (name: string | undefined): string | undefined => name && `userIdentity.${name}`;
