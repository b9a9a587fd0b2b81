import { actorOf, type CloudTrailRecord, type Json, originOf, outcomeOf } from '../cloudtrail/index.ts';
import { partOf, partsChangedBy } from './call-effects.ts';
import { diffOf, type ItemDiff } from './diff.ts';
import type { ConfigurationItem, ItemStatus } from './item.ts';
import { isUnknown, unknownIn } from './unknown.ts';

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
  /** The changed properties whose null stands for a value that is not known. */
  readonly unknown?: readonly string[];
  readonly callers: readonly Caller[];
}

/**
 * A resource's changes with what caused each: the calls the item names as related events; where it names none of those given, of the
 * calls about the resource those that succeeded, were made shortly before and change what the item changes; and of calls none of which is
 * known to, those made after the item before. A call causes one change.
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
  const until = (item: ConfigurationItem) => Date.parse(item.configurationItemCaptureTime) + SLACK;
  const shortlyBefore = (item: ConfigurationItem): Call[] =>
    calls.filter(({ at }) => until(item) - LONGEST_DELAY < at && at <= until(item));
  const causes = new Map<ConfigurationItem, readonly Call[]>();
  const given = new Set<Call>();
  const assign = (item: ConfigurationItem, found: readonly Call[]) => {
    if (found.length > 0) causes.set(item, found);
    for (const call of found) given.add(call);
  };
  for (const item of items) {
    assign(
      item,
      calls.filter(({ record: { eventID } }) => eventID && item.relatedEvents.includes(eventID)),
    );
  }
  for (const [index, item] of items.entries()) {
    const before = items[index - 1];
    if (!before || causes.has(item)) continue;
    const parts = new Set(Object.keys(diffOf(before, item).changedProperties).map(partOf));
    assign(
      item,
      shortlyBefore(item).filter(
        (call) => !given.has(call) && partsChangedBy(call.record, before).some((part) => parts.has(part)),
      ),
    );
  }
  return items.map((item, index) => {
    const before = items[index - 1];
    const after = before ? Date.parse(before.configurationItemCaptureTime) - SLACK : 0;
    const found = causes.get(item) ?? shortlyBefore(item).filter((call) => call.at > after && !given.has(call));
    assign(item, found);
    return changeOf(
      before,
      item,
      found.map(({ record }) => callerOf(record)),
    );
  });
}

interface Call {
  readonly record: CloudTrailRecord;
  /** ms since 1970 */
  readonly at: number;
}

/** One change; of each property it says whether its value before, or after, is one the item does not know. */
export function changeOf(
  before: ConfigurationItem | undefined,
  item: ConfigurationItem,
  callers: readonly Caller[],
): TimelineChange {
  const { configurationItemCaptureTime: time, configurationItemStatus: status } = item;
  const diff = diffOf(before, item);
  const [wasUnknown, nowUnknown] = [before ? unknownIn(before) : [], unknownIn(item)];
  const unknown = Object.entries(diff.changedProperties).flatMap(([path, { previousValue, updatedValue }]) => {
    const plain = path.replace(/(^|\.)[A-Z](?=[a-z])/g, (start) => start.toLowerCase());
    const isOne = (given: Json, paths: readonly string[]) =>
      given === null && [path, plain].some((each) => isUnknown(paths, itemPath(each), false));
    return isOne(previousValue, wasUnknown) || isOne(updatedValue, nowUnknown) ? [path] : [];
  });
  return { time, status, ...diff, ...(unknown.length > 0 && { unknown }), callers };
}

/** `SupplementaryConfiguration.BucketPolicy` is written `supplementaryConfiguration.BucketPolicy` by items. */
const itemPath = (path: string): string => path.charAt(0).toLowerCase() + path.slice(1);

/** Who made a call, and from where. */
export function callerOf(record: CloudTrailRecord): Caller {
  const { name, arn } = actorOf(record);
  const { ip, service } = originOf(record);
  const { eventTime: time, eventID: eventId, eventName } = record;
  return { time, eventId, eventName, actor: name, arn, from: ip ?? service };
}
