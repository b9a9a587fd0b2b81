import { isInSubnet, isIp, isIpv4, isIpv6 } from './ip.ts';
import { type Fn, textual } from './kind.ts';

/** RFC 1918, and its like in IPv6. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

/** Set aside for other ends: loopback, link-local, shared, documentation, benchmarks, multicast and the rest of IANA's registries. */
const RESERVED = [
  '0.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/127',
  'fe80::/10',
  'ff00::/8',
  '2001:db8::/32',
];

const isWithin = (ip: string, subnets: readonly string[]): boolean => subnets.some((subnet) => isInSubnet(ip, subnet));

export const addresses: Readonly<Record<string, Fn>> = {
  isvalidip: textual(1, 1, isIp),
  isvalidipv4: textual(1, 1, isIpv4),
  isvalidipv6: textual(1, 1, isIpv6),
  isipinsubnet: textual(2, 2, isInSubnet),
  isipv4insubnet: textual(2, 2, (ip, subnet) => isIpv4(ip) && isInSubnet(ip, subnet)),
  isipv6insubnet: textual(2, 2, (ip, subnet) => isIpv6(ip) && isInSubnet(ip, subnet)),
  isprivateip: textual(1, 1, (ip) => isWithin(ip, PRIVATE)),
  isreservedip: textual(1, 1, (ip) => isWithin(ip, RESERVED)),
  ispublicip: textual(1, 1, (ip) => isIp(ip) && !isWithin(ip, PRIVATE) && !isWithin(ip, RESERVED)),
  ipv4tonumber: textual(1, 1, (ip) =>
    isIpv4(ip) ? ip.split('.').reduce((number, part) => number * 256 + Number(part), 0) : undefined,
  ),
};
