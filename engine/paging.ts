/**
 * One page of a list that is sorted by key, and the token of the next. The token names the last key shown, so that a page
 * neither repeats nor skips when the list changes between two calls.
 *
 * @param token what an earlier page gave; undefined for the first
 */
export function page<T>(
  items: readonly T[],
  limit: number,
  token: string | undefined,
  key: (item: T) => string,
): { items: T[]; next: string | undefined } {
  const after = token === undefined ? undefined : Buffer.from(token, 'base64url').toString();
  const start = after === undefined ? 0 : firstAfter(items, after, key);
  const shown = items.slice(start, start + limit);
  const last = shown.at(-1);
  const more = start + limit < items.length && last !== undefined;
  return { items: shown, next: more ? Buffer.from(key(last)).toString('base64url') : undefined };
}

function firstAfter<T>(items: readonly T[], after: string, key: (item: T) => string): number {
  const found = items.findIndex((item) => key(item) > after);
  return found === -1 ? items.length : found;
}
