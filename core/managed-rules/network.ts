import { isObject, type Json } from '../cloudtrail/index.ts';
import { eachAt, numberAt, textAt } from './read.ts';

const EVERYONE = new Set(['0.0.0.0/0', '::/0']);

/** Address ranges of a security group's permission; older items have them as texts, newer ones as objects. */
const rangesOf = (permission: Json): string[] =>
  ['ipRanges', 'ipv4Ranges', 'ipv6Ranges'].flatMap((name) =>
    eachAt(permission, name).map((range) =>
      isObject(range) ? textAt(range, 'cidrIp') || textAt(range, 'cidrIpv6') : textAt({ range }, 'range'),
    ),
  );

/** Permissions that let the whole internet in. */
export const openPermissions = (configuration: Json): readonly Json[] =>
  eachAt(configuration, 'ipPermissions').filter((permission) =>
    rangesOf(permission).some((range) => EVERYONE.has(range)),
  );

/** The ports a permission is for, both included; all of them for all protocols, and none for ICMP. */
export function portsOf(permission: Json): readonly [number, number] | undefined {
  const protocol = textAt(permission, 'ipProtocol');
  if (protocol === '-1') return [0, 65_535];
  if (!['tcp', 'udp', '6', '17'].includes(protocol)) return undefined;
  return [numberAt(permission, 'fromPort') ?? 0, numberAt(permission, 'toPort') ?? 65_535];
}

export const isTcp = (permission: Json): boolean => ['tcp', '6', '-1'].includes(textAt(permission, 'ipProtocol'));

export const covers = (permission: Json, port: number): boolean => {
  const ports = portsOf(permission);
  return ports !== undefined && ports[0] <= port && port <= ports[1];
};

export const isEveryone = (cidr: string): boolean => EVERYONE.has(cidr);
