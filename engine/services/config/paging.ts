import { AwsError } from '../../errors.ts';

/** A token of a list that only grows at one end: how many were shown. */
export const tokenOf = (offset: number): string => Buffer.from(`offset:${offset}`).toString('base64url');

export function offsetOf(token: string | undefined): number {
  if (token === undefined || token === '') return 0;
  const [, offset] = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (offset === undefined) throw new AwsError('InvalidNextTokenException', 'The nextToken provided is invalid');
  return Number(offset);
}

/** One page of a list, by place. */
export function pageByPlace<T>(items: readonly T[], size: number, token: string | undefined) {
  const offset = offsetOf(token);
  const next = offset + size < items.length ? tokenOf(offset + size) : undefined;
  return { items: items.slice(offset, offset + size), next };
}

/** One page of a list whose items have names: the token is the name the next page begins with. */
export function pageByName<T>(
  items: readonly T[],
  size: number,
  token: string | undefined,
  nameOf: (item: T) => string,
): { items: T[]; next: string | undefined } {
  const start = token === undefined || token === '' ? 0 : items.findIndex((item) => nameOf(item) === token);
  if (start === -1) throw new AwsError('InvalidNextTokenException', 'The nextToken provided is invalid');
  const after = items[start + size];
  return { items: items.slice(start, start + size), next: after && nameOf(after) };
}
