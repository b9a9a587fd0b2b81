import { textAt } from './read.ts';
import type { CloudTrailRecord } from './record.ts';

/** An EventBridge event as rules match it and targets receive it. */
export interface EventBridgeEvent<Detail = unknown> {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Detail;
}

/** What CloudTrail puts on the bus. */
export type CloudTrailEvent = EventBridgeEvent<CloudTrailRecord>;

/** `detail-type` by the record's eventType. @see AWS, "AWS service events delivered via AWS CloudTrail" */
export const detailTypes = {
  AwsApiCall: 'AWS API Call via CloudTrail',
  AwsConsoleSignIn: 'AWS Console Sign In via CloudTrail',
  AwsServiceEvent: 'AWS Service Event via CloudTrail',
  AwsConsoleAction: 'AWS Console Action via CloudTrail',
  AwsCloudTrailInsight: 'AWS Insight via CloudTrail',
} as const;

/** The bus's name of a service: `iam.amazonaws.com` is `aws.iam`. */
export const busSource = (eventSource: string): string => `aws.${eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '')}`;

/** The account the record is for: the one it was delivered to, else the caller's. */
export const accountOf = (record: CloudTrailRecord): string =>
  textAt(record, 'recipientAccountId') ?? textAt(record, 'userIdentity', 'accountId') ?? '';

/**
 * The event CloudTrail puts on the default bus of the record's region. AWS gives each event an id of its own; here it is
 * the record's, so that the same record always makes the same event.
 */
export function eventOf(record: CloudTrailRecord): CloudTrailEvent {
  const type = textAt(record, 'eventType') ?? 'AwsApiCall';
  return {
    version: '0',
    id: textAt(record, 'eventID') ?? textAt(record, 'requestID') ?? '00000000-0000-0000-0000-000000000000',
    'detail-type': Object.hasOwn(detailTypes, type)
      ? detailTypes[type as keyof typeof detailTypes]
      : detailTypes.AwsApiCall,
    source: busSource(record.eventSource),
    account: accountOf(record),
    time: record.eventTime,
    region: record.awsRegion,
    resources: [],
    detail: record,
  };
}
