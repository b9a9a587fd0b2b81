import type { Json, JsonObject } from '../../../cloudtrail/index.ts';

const BLOCKS = ['cidrBlock', 'cidrIp', 'destinationCidrBlock'];

/**
 * Blocks of addresses as EC2 keeps them, whatever address in them a request names: 100.68.0.18/18 is 100.68.0.0/18.
 * @see Amazon EC2 API Reference, CreateRoute, CreateNetworkAclEntry, IpRange
 */
export function canonical(given: JsonObject): { readonly [name: string]: Json | undefined } {
  const blocks = BLOCKS.flatMap((name): [string, Json][] => {
    const block = given[name];
    return typeof block === 'string' ? [[name, canonicalBlock(block)]] : [];
  });
  return { ...given, ...Object.fromEntries(blocks) };
}

const BLOCK = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

function canonicalBlock(block: string): string {
  const [, ...numbers] = BLOCK.exec(block)?.map(Number) ?? [];
  const bits = numbers.pop();
  if (bits === undefined || bits > 32 || numbers.some((each) => each > 255)) return block;
  const kept = numbers.map((each, index) => {
    const host = Math.min(8, Math.max(0, (index + 1) * 8 - bits));
    return (each >> host) << host;
  });
  return `${kept.join('.')}/${bits}`;
}
