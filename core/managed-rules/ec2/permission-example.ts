import type { JsonObject } from '../../cloudtrail/index.ts';

/** A security group that lets one range of addresses in. */
export const permission = (
  ipProtocol: string,
  fromPort: number | undefined,
  toPort: number | undefined,
  cidr: string,
): { configuration: JsonObject } => ({
  configuration: {
    groupName: 'web',
    ipPermissions: [
      {
        ipProtocol,
        fromPort,
        toPort,
        ...(cidr.includes(':') ? { ipv6Ranges: [{ cidrIpv6: cidr }] } : { ipv4Ranges: [{ cidrIp: cidr }] }),
      },
    ],
  },
});
