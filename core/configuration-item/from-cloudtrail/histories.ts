import type { CloudTrailRecord } from '../../cloudtrail/index.ts';
import type { Rebuilt } from './apply.ts';
import { inOrderOfEffect } from './order.ts';
import { ResourceStates } from './states.ts';

/**
 * What records did to resources, in the order of the records' times and ids, whatever order they are given in; a record that is given
 * twice counts once.
 */
export function rebuiltHistories(records: readonly CloudTrailRecord[]): Rebuilt[] {
  const states = new ResourceStates();
  const seen = new Set<string>();
  return inOrderOfEffect(records.toSorted(byId)).flatMap((record) => {
    const { eventID } = record;
    if (eventID !== undefined) {
      if (seen.has(eventID)) return [];
      seen.add(eventID);
    }
    return states.play(record);
  });
}

const byId = (a: CloudTrailRecord, b: CloudTrailRecord): number => compare(a.eventID ?? '', b.eventID ?? '');
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
