import {
  DescribeAddressesCommand,
  EC2Client,
  type Instance,
  type IpPermission,
  paginateDescribeInstances,
  paginateDescribeInternetGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVolumes,
  paginateDescribeVpcs,
  type Tag,
} from '@aws-sdk/client-ec2';
import type { Json, JsonObject } from '../../core/cloudtrail/index.ts';
import type { Asking } from './asking.ts';
import type { Collector } from './collector.ts';
import { configured, related, type Seen, tagsOf } from './item.ts';

const SEVERAL_ZONES = 'Multiple Availability Zones';

/** Networks with what guards them, instances, volumes and elastic addresses. */
export const ec2: Collector = {
  service: 'ec2',
  async *collect(asking, settings, account) {
    const client = new EC2Client(settings);
    const named = (word: string, id: string | undefined) => ({
      resourceId: id ?? '',
      arn: `arn:aws:ec2:${settings.region}:${account}:${word}/${id}`,
    });
    try {
      yield* networks(asking, client, named);
      yield* machines(asking, client, named);
    } finally {
      client.destroy();
    }
  },
};

type Named = (word: string, id: string | undefined) => { readonly resourceId: string; readonly arn: string };

async function* networks(asking: Asking, client: EC2Client, named: Named): AsyncGenerator<Seen> {
  for await (const { Vpcs = [] } of asking.pages('ec2.DescribeVpcs', paginateDescribeVpcs({ client }, {}))) {
    for (const vpc of Vpcs) {
      yield {
        resourceType: 'AWS::EC2::VPC',
        ...named('vpc', vpc.VpcId),
        zone: SEVERAL_ZONES,
        ...tagged(vpc),
        // Whether it has names is asked for one by one; that is left.
        unknown: ['configuration.enableDnsHostnames', 'configuration.enableDnsSupport'],
      };
    }
  }
  for await (const { Subnets = [] } of asking.pages('ec2.DescribeSubnets', paginateDescribeSubnets({ client }, {}))) {
    for (const subnet of Subnets) {
      yield {
        resourceType: 'AWS::EC2::Subnet',
        ...named('subnet', subnet.SubnetId),
        zone: subnet.AvailabilityZone,
        ...tagged(subnet),
        relationships: inVpc(subnet.VpcId),
      };
    }
  }
  const groups = paginateDescribeSecurityGroups({ client }, {});
  for await (const { SecurityGroups = [] } of asking.pages('ec2.DescribeSecurityGroups', groups)) {
    for (const { IpPermissions, IpPermissionsEgress, ...group } of SecurityGroups) {
      const { configuration, tags } = tagged(group);
      yield {
        resourceType: 'AWS::EC2::SecurityGroup',
        ...named('security-group', group.GroupId),
        resourceName: group.GroupName,
        tags,
        configuration: {
          ...configuration,
          ipPermissions: (IpPermissions ?? []).map(permission),
          ipPermissionsEgress: (IpPermissionsEgress ?? []).map(permission),
        },
        relationships: inVpc(group.VpcId),
      };
    }
  }
  const acls = paginateDescribeNetworkAcls({ client }, {});
  for await (const { NetworkAcls = [] } of asking.pages('ec2.DescribeNetworkAcls', acls)) {
    for (const acl of NetworkAcls) {
      yield {
        resourceType: 'AWS::EC2::NetworkAcl',
        ...named('network-acl', acl.NetworkAclId),
        zone: SEVERAL_ZONES,
        ...tagged(acl),
        relationships: inVpc(acl.VpcId),
      };
    }
  }
  const tables = paginateDescribeRouteTables({ client }, {});
  for await (const { RouteTables = [] } of asking.pages('ec2.DescribeRouteTables', tables)) {
    for (const table of RouteTables) {
      yield {
        resourceType: 'AWS::EC2::RouteTable',
        ...named('route-table', table.RouteTableId),
        ...tagged(table),
        relationships: inVpc(table.VpcId),
      };
    }
  }
  const gateways = paginateDescribeInternetGateways({ client }, {});
  for await (const { InternetGateways = [] } of asking.pages('ec2.DescribeInternetGateways', gateways)) {
    for (const gateway of InternetGateways) {
      yield {
        resourceType: 'AWS::EC2::InternetGateway',
        ...named('internet-gateway', gateway.InternetGatewayId),
        zone: SEVERAL_ZONES,
        ...tagged(gateway),
        relationships: (gateway.Attachments ?? []).flatMap(({ VpcId }) =>
          related('Is attached to Vpc', 'AWS::EC2::VPC', VpcId),
        ),
      };
    }
  }
}

async function* machines(asking: Asking, client: EC2Client, named: Named): AsyncGenerator<Seen> {
  const pages = paginateDescribeInstances({ client }, {});
  for await (const { Reservations = [] } of asking.pages('ec2.DescribeInstances', pages)) {
    const instances = Reservations.flatMap((each) => each.Instances ?? []);
    for (const one of instances.filter(({ State }) => State?.Name !== 'terminated')) {
      yield { ...named('instance', one.InstanceId), ...instanceItem(one) };
    }
  }
  for await (const { Volumes = [] } of asking.pages('ec2.DescribeVolumes', paginateDescribeVolumes({ client }, {}))) {
    for (const volume of Volumes) {
      const item = tagged(volume);
      yield {
        resourceType: 'AWS::EC2::Volume',
        ...named('volume', volume.VolumeId),
        zone: volume.AvailabilityZone,
        created: item.configuration.createTime,
        ...item,
        relationships: (volume.Attachments ?? []).flatMap(({ InstanceId }) =>
          related('Is attached to Instance', 'AWS::EC2::Instance', InstanceId),
        ),
      };
    }
  }
  const found = await asking.ask('ec2.DescribeAddresses', () => client.send(new DescribeAddressesCommand({})));
  for (const address of found?.Addresses ?? []) {
    yield {
      resourceType: 'AWS::EC2::EIP',
      ...named('elastic-ip', address.AllocationId ?? address.PublicIp),
      resourceName: address.PublicIp,
      ...tagged(address),
      relationships: related('Is attached to Instance', 'AWS::EC2::Instance', address.InstanceId),
    };
  }
}

function instanceItem(instance: Instance): Omit<Seen, 'resourceId'> {
  const item = tagged(instance);
  return {
    resourceType: 'AWS::EC2::Instance',
    zone: instance.Placement?.AvailabilityZone,
    created: item.configuration.launchTime,
    ...item,
    relationships: [
      ...related('Is contained in Subnet', 'AWS::EC2::Subnet', instance.SubnetId),
      ...inVpc(instance.VpcId),
      ...(instance.SecurityGroups ?? []).flatMap(({ GroupId }) =>
        related('Is associated with SecurityGroup', 'AWS::EC2::SecurityGroup', GroupId),
      ),
    ],
    // Whether Systems Manager manages it, EC2 does not say.
    unknown: ['relationships.*'],
  };
}

const inVpc = (id: string | undefined) => related('Is contained in Vpc', 'AWS::EC2::VPC', id);

interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
  readonly configuration: JsonObject;
}

/** The configuration with its tags as a list, and as a map beside it. */
function tagged({ Tags, ...rest }: { readonly Tags?: Tag[] }): Tagged {
  const tags = tagsOf(Tags);
  const list = Object.entries(tags).map(([key, value]) => ({ key, value }));
  return { tags, configuration: { ...configured(rest), tags: list } };
}

/** Config has the ranges of IPv4 as texts, too. */
function permission({ IpRanges, UserIdGroupPairs, ...rest }: IpPermission): Json {
  return {
    ipv6Ranges: [],
    prefixListIds: [],
    ...configured(rest),
    ipRanges: (IpRanges ?? []).map(({ CidrIp }) => CidrIp ?? ''),
    ipv4Ranges: (IpRanges ?? []).map(configured),
    userIdGroupPairs: (UserIdGroupPairs ?? []).map(configured),
  };
}
