/** An address as a number of so many bits. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

export const isIpv4 = (text: string): boolean => addressOf(text)?.bits === 32;

export const isIpv6 = (text: string): boolean => addressOf(text)?.bits === 128;

export const isIp = (text: string): boolean => addressOf(text) !== undefined;

/** Whether an address lies in a subnet, `10.0.0.0/8` or `2001:db8::/32`; false where either is none, or of the other kind. */
export function isInSubnet(text: string, subnet: string): boolean {
  const [network = '', prefix = '', ...rest] = subnet.split('/');
  const address = addressOf(text);
  const base = addressOf(network);
  if (!address || !base || address.bits !== base.bits || rest.length > 0 || !/^\d{1,3}$/.test(prefix)) return false;
  const shift = base.bits - Number(prefix);
  return shift >= 0 && address.value >> BigInt(shift) === base.value >> BigInt(shift);
}

function addressOf(text: string): Address | undefined {
  if (text.includes(':')) return v6(text);
  const value = v4(text);
  return value === undefined ? undefined : { bits: 32, value };
}

function v4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

function v6(text: string): Address | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  if (!left || !right) return undefined;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array<bigint>(tail === undefined ? 0 : missing).fill(0n), ...right];
  return { bits: 128, value: all.reduce((value, group) => (value << 16n) | group, 0n) };
}

/** Groups of 16 bits; the last may be a dotted IPv4 address. */
function groups(text: string): bigint[] | undefined {
  if (text === '') return [];
  const found: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.') && index === parts.length - 1) {
      const value = v4(part);
      if (value === undefined) return undefined;
      found.push(value >> 16n, value & 0xffffn);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) found.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return found;
}
