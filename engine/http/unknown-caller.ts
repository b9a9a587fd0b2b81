import { createHash } from 'node:crypto';
import type { Caller } from '../service.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Who calls with an access key nobody made: an IAM user of that name, so that records and alerts tell callers apart and none of them is the
 * root user. A key of twelve digits is taken for an account: a simple way to be in another one. An unsigned call is the account's own.
 */
export function unknownCaller(accessKeyId: string, account: string): Caller {
  if (accessKeyId === '')
    return { accountId: account, accessKeyId, arn: `arn:aws:iam::${account}:root`, userId: account };
  const accountId = /^\d{12}$/.test(accessKeyId) ? accessKeyId : account;
  const name = accessKeyId.replaceAll(/[^\w+=,.@-]/g, '_').slice(0, 64);
  return { accountId, accessKeyId, arn: `arn:aws:iam::${accountId}:user/${name}`, userId: idOf(accessKeyId) };
}

/** Ids worked out before: the same few keys make nearly all calls. */
const ids = new Map<string, string>();
const MOST_IDS = 1000;

/** The same id for the same key, in the form of a user's. */
function idOf(accessKeyId: string): string {
  const known = ids.get(accessKeyId);
  if (known) return known;
  const id = madeFrom(accessKeyId);
  if (ids.size >= MOST_IDS) ids.clear();
  ids.set(accessKeyId, id);
  return id;
}

const madeFrom = (accessKeyId: string): string =>
  `AIDA${[...createHash('sha256').update(accessKeyId).digest().subarray(0, 17)].map((byte) => BASE32[byte % 32]).join('')}`;
