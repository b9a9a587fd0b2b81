import { ResourceHistory } from '../../account/resource-history.ts';
import { type ConfigurationItem, type TimelineChange, timelineOf } from '../../core/configuration-item/index.ts';
import type { ComplianceChange } from './change.ts';

/** The resource behind a verdict. */
export interface Cause {
  /** As it was when it was judged; absent where Config has nothing of it. */
  readonly item?: ConfigurationItem;
  /** The change that led to the verdict; absent where the resource did not change since the verdict before. */
  readonly change?: TimelineChange;
}

/** What Config judges of an account as a whole is no resource, and has no history. */
const ACCOUNT = 'AWS::::Account';

/** A change and the first verdict on it are no further apart; ms. */
const SOON = 30 * 60_000;

/** What became of a resource before a verdict on it, and whose call it was: from Config's history and CloudTrail's of ninety days. */
export async function causeOf({ transition, judgedAt, before }: ComplianceChange): Promise<Cause> {
  if (transition.resourceType === ACCOUNT) return {};
  const history = new ResourceHistory({ region: transition.region });
  try {
    const items = await history.latest(transition, judgedAt, 2);
    const item = items.at(-1);
    if (!item) return {};
    const since = before ?? judgedAt - SOON;
    if (Date.parse(item.configurationItemCaptureTime) <= since) return { item };
    const records = await history.records([item]);
    const change = timelineOf(items, records).at(-1);
    if (!change || change.callers.length > 0) return { item, change };
    // Config may capture two calls' items in quick succession, later than both: then the call lies before the item before.
    return { item, change: { ...change, callers: timelineOf([item], records)[0]?.callers ?? [] } };
  } finally {
    history.close();
  }
}
