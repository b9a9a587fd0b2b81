import { actorOf, type CloudTrailRecord, originOf, outcomeOf } from '../cloudtrail/index.ts';
import { diffOf, type ItemDiff } from './diff.ts';
import type { ConfigurationItem, ItemStatus } from './item.ts';

/** How long before it shows in an item a call may have been made: Config records within minutes, seldom later. */
const LONGEST_DELAY = 15 * 60_000;
/** A record's time has whole seconds, and Config's clock is another. */
const SLACK = 1000;

export interface Caller {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly eventId: string | undefined;
  readonly eventName: string;
  readonly actor: string;
  readonly arn: string | undefined;
  readonly from: string | undefined;
}

/** One change of a resource, and the calls that can have caused it, the likeliest first. */
export interface TimelineChange extends ItemDiff {
  /** ISO 8601, UTC: when the item was captured. */
  readonly time: string;
  readonly status: ItemStatus;
  readonly callers: readonly Caller[];
}

/**
 * A resource's changes with what caused each: of the calls about it, those that changed something, succeeded, and were made after
 * the item before and shortly before this one.
 * @param items oldest first
 * @param records about the resource, in any order
 */
export function timelineOf(
  items: readonly ConfigurationItem[],
  records: readonly CloudTrailRecord[],
): TimelineChange[] {
  const calls = records
    .filter((record) => record.readOnly !== true && outcomeOf(record).kind === 'succeeded')
    .map((record) => ({ record, at: Date.parse(record.eventTime) }))
    .sort((a, b) => b.at - a.at);
  return items.map((item, index) => {
    const before = items[index - 1];
    const to = Date.parse(item.configurationItemCaptureTime) + SLACK;
    const earliest = before ? Date.parse(before.configurationItemCaptureTime) - SLACK : 0;
    const from = Math.max(earliest, to - LONGEST_DELAY);
    const callers = calls.filter(({ at }) => from < at && at <= to).map(({ record }) => callerOf(record));
    const { configurationItemCaptureTime: time, configurationItemStatus: status } = item;
    return { time, status, ...diffOf(before, item), callers };
  });
}

function callerOf(record: CloudTrailRecord): Caller {
  const { name, arn } = actorOf(record);
  const { ip, service } = originOf(record);
  const { eventTime: time, eventID: eventId, eventName } = record;
  return { time, eventId, eventName, actor: name, arn, from: ip ?? service };
}
