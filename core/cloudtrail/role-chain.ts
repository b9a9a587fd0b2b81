import { type Actor, actorOf } from './actor.ts';
import { textAt } from './read.ts';
import type { CloudTrailRecord } from './record.ts';

/** The temporary access key a call to STS gave out: by it, later calls of the session are known. */
export const issuedKeyOf = (record: CloudTrailRecord): string | undefined =>
  record.eventSource === 'sts.amazonaws.com'
    ? textAt(record.responseElements, 'credentials', 'accessKeyId')
    : undefined;

/**
 * Who is behind a session, from the one who assumed the role backwards, through roles assumed from roles: empty when the
 * caller is no session or the call that opened it is not known.
 * @param issued the STS record that gave out an access key, for as far back as the caller knows
 */
export function roleChain(
  record: CloudTrailRecord,
  issued: (accessKeyId: string) => CloudTrailRecord | undefined,
): readonly Actor[] {
  const chain: Actor[] = [];
  const seen = new Set<string>();
  for (let key = actorOf(record).accessKeyId; key !== undefined && !seen.has(key); ) {
    seen.add(key);
    const opening = issued(key);
    if (opening === undefined) break;
    const actor = actorOf(opening);
    chain.push(actor);
    key = actor.accessKeyId;
  }
  return chain;
}
