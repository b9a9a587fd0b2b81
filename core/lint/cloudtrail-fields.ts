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
    return { name: `userIdentity.${second}`, meant: nearest(second, USER_IDENTITY, 'userIdentity.') };
  }
  return undefined;
}

/** The known name that may have been meant by this one. */
export function nearest(name: string, known: readonly string[], prefix = ''): string | undefined {
  const [best] = known
    .map((each) => ({ each, distance: editDistance(name.toLowerCase(), each.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= 3 && best.distance * 2 < name.length ? prefix + best.each : undefined;
}

/** Levenshtein's, on names of a few dozen letters. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return 4;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
