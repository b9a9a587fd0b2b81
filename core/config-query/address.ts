import { addressDigits } from '../event-pattern/ip-address.ts';

/** Addresses from `low` to `high`, both included, as hexadecimal digits: 8 of IPv4, 32 of IPv6. */
export interface Range {
  readonly low: string;
  readonly high: string;
}

const LOOKS_LIKE_ONE = /^[\da-fA-F:.]+(\/\d{1,3})?$/;

/** The addresses a text names: one, or a CIDR block; undefined when it is neither. */
export function rangeOf(text: string): Range | undefined {
  if (!LOOKS_LIKE_ONE.test(text)) return undefined;
  const [address = '', mask] = text.split('/');
  const digits = addressDigits(address);
  if (digits === undefined) return undefined;
  const most = digits.length * 4;
  const bits = mask === undefined ? most : Number(mask);
  if (bits > most) return undefined;
  const host = (1n << BigInt(most - bits)) - 1n;
  const value = BigInt(`0x${digits}`);
  const hex = (each: bigint) => each.toString(16).toUpperCase().padStart(digits.length, '0');
  return { low: hex(value & ~host), high: hex(value | host) };
}

/** Addresses of one family only can be compared. */
export const isSameFamily = (a: Range, b: Range): boolean => a.low.length === b.low.length;
