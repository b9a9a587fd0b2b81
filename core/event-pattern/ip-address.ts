import { Refusal } from './errors.ts';

/** Addresses from `low` to `high`, both included, as upper-case hexadecimal: 8 digits for IPv4, 32 for IPv6. */
export interface AddressRange {
  readonly low: string;
  readonly high: string;
}

const v4 = /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/;
const v6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;

/**
 * An address's hexadecimal digits, whatever its spelling: `2001:db8::1` and `2001:0DB8:0:0:0:0:0:1` are one. An IPv6 address with a
 * dotted tail is not taken for an address; an IPv4-mapped one in hexadecimal is the IPv4 address (as Java reads it).
 *
 * @returns undefined where the text is not an address
 */
export function addressDigits(text: string): string | undefined {
  if (v4.test(text)) return v4Digits(text);
  if (v6.test(text)) return v6Digits(text);
  return undefined;
}

function v4Digits(text: string): string | undefined {
  let digits = '';
  for (const part of text.split('.')) {
    const value = Number(part);
    if (value > 255) return undefined;
    digits += hex(value, 2);
  }
  return digits;
}

function v6Digits(text: string): string | undefined {
  const gap = text.indexOf('::');
  const groups = gap < 0 ? v6Groups(text) : v6Gapped(text, gap);
  if (groups?.length !== 8) return undefined;
  const digits = groups.map((group) => hex(Number.parseInt(group, 16), 4)).join('');
  return digits.startsWith('00000000000000000000FFFF') ? digits.slice(24) : digits;
}

function v6Gapped(text: string, gap: number): string[] | undefined {
  const head = gap === 0 ? [] : v6Groups(text.slice(0, gap));
  const tail = gap + 2 === text.length ? [] : v6Groups(text.slice(gap + 2));
  if (head === undefined || tail === undefined || head.length + tail.length > 7) return undefined;
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
}

function v6Groups(text: string): string[] | undefined {
  const groups = text.split(':');
  // As Java reads them, zeros may stand before a group's four digits.
  return groups.every((group) => /^0*[0-9a-fA-F]{1,4}$/.test(group)) ? groups : undefined;
}

const hex = (value: number, width: number) => value.toString(16).toUpperCase().padStart(width, '0');

/**
 * The range of a CIDR block; bits behind the mask are ignored.
 * @throws Refusal with AWS's text, which for these names no place
 */
export function cidrRange(cidr: string): AddressRange {
  const [address, mask, ...more] = splitSlashes(cidr);
  if (address === undefined || mask === undefined || more.length > 0)
    throw new Refusal("Malformed CIDR, one '/' required");
  if (!/^[+-]?[0-9]+$/.test(mask) || Math.abs(Number(mask)) > 0x7fff_ffff) {
    throw new Refusal('Malformed CIDR, mask bits must be an integer');
  }
  const bits = Number(mask);
  if (bits < 0) throw new Refusal('Malformed CIDR, mask bits must not be negative');
  const digits = addressDigits(address);
  if (digits === undefined) {
    const looksRight = v4.test(address) || v6.test(address);
    throw new Refusal(`${looksRight ? 'Invalid' : 'Nonstandard'} IP address: ${address}`);
  }
  if (digits.length === 8 && bits > 31) throw new Refusal('IPv4 mask bits must be < 32');
  if (bits > 127) throw new Refusal('IPv6 mask bits must be < 128');
  return { low: maskDigits(digits, bits, '0'), high: maskDigits(digits, bits, '1') };
}

/** Split at slashes; empty parts at the end are dropped, as Java drops them. */
function splitSlashes(cidr: string): string[] {
  const parts = cidr.split('/');
  while (parts.length > 0 && parts[parts.length - 1] === '') parts.pop();
  return parts;
}

function maskDigits(digits: string, bits: number, fill: '0' | '1'): string {
  const binary = Array.from(digits, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
  const masked = binary.slice(0, bits).padEnd(binary.length, fill);
  return masked.replace(/.{4}/g, (four) => Number.parseInt(four, 2).toString(16).toUpperCase());
}
