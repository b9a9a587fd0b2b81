import { asRecord, type CloudTrailRecord, type JsonObject } from '../../../../core/cloudtrail/index.ts';
import { rebuiltHistories } from '../../../../core/configuration-item/from-cloudtrail/index.ts';
import { type ConfigurationItem, unknownIn } from '../../../../core/configuration-item/index.ts';

let calls = 0;

/** A successful call, each a second after the last: `iam:CreateUser`. */
export function call(
  action: string,
  request: JsonObject,
  response: JsonObject | null = null,
  more: object = {},
): CloudTrailRecord {
  const [service, eventName] = action.split(':');
  calls += 1;
  return asRecord({
    eventVersion: '1.11',
    eventTime: new Date(Date.UTC(2026, 0, 1) + calls * 1000).toISOString().replace('.000Z', 'Z'),
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.5',
    userIdentity: { type: 'IAMUser', userName: 'ada', accountId: '123456789012', principalId: 'AIDAADA00000000000001' },
    requestParameters: request,
    responseElements: response,
    eventID: `event-${calls}`,
    readOnly: false,
    recipientAccountId: '123456789012',
    ...more,
  });
}

/** Every item the calls leave behind, oldest first. */
export const itemsOf = (...records: CloudTrailRecord[]): ConfigurationItem[] =>
  rebuiltHistories(records).map(({ item }) => item);

/** A resource's last item, by the end of its type. */
export function last(type: string, ...records: CloudTrailRecord[]): ConfigurationItem {
  const item = itemsOf(...records).findLast(({ resourceType }) => resourceType.endsWith(`::${type}`));
  if (!item) throw new Error(`no item of ${type}`);
  return item;
}

export const unknown = (item: ConfigurationItem) => unknownIn(item);
