import type { JsonObject } from '../../core/cloudtrail/index.ts';
import type { Cast, Instance } from '../cast.ts';
import type { Draft } from './draft.ts';

const inVpc = (cast: Cast) => [{ resourceType: 'AWS::EC2::VPC', resourceId: cast.vpcId, name: 'Is contained in Vpc' }];

export function securityGroup(cast: Cast, which: 'web' | 'database', isOpen: boolean): Draft {
  const usual = which === 'web' ? [permission(443, '0.0.0.0/0')] : [permission(5432, '10.20.0.0/16')];
  return group(cast, cast.securityGroups[which], `shop-${which}`, {
    ipPermissions: isOpen ? [...usual, permission(22, '0.0.0.0/0')] : usual,
    ipPermissionsEgress: [{ ...permission(0, '0.0.0.0/0'), ipProtocol: '-1' }],
  });
}

/** The group every VPC is born with; nobody has taken its rules away. */
export const defaultGroup = (cast: Cast, groupId: string): Draft =>
  group(cast, groupId, 'default', {
    ipPermissions: [
      {
        ipProtocol: '-1',
        ipRanges: [],
        ipv4Ranges: [],
        ipv6Ranges: [],
        prefixListIds: [],
        userIdGroupPairs: [{ groupId, userId: cast.account }],
      },
    ],
    ipPermissionsEgress: [{ ...permission(0, '0.0.0.0/0'), ipProtocol: '-1' }],
  });

const permission = (port: number, cidrIp: string) => ({
  ipProtocol: 'tcp',
  fromPort: port,
  toPort: port,
  ipRanges: [cidrIp],
  ipv4Ranges: [{ cidrIp }],
  ipv6Ranges: [],
  prefixListIds: [],
  userIdGroupPairs: [],
});

const group = (cast: Cast, groupId: string, groupName: string, rules: JsonObject): Draft => ({
  resourceType: 'AWS::EC2::SecurityGroup',
  resourceId: groupId,
  resourceName: groupName,
  ARN: `arn:aws:ec2:${cast.region}:${cast.account}:security-group/${groupId}`,
  relationships: inVpc(cast),
  configuration: {
    groupId,
    groupName,
    description: groupName.replace('-', ' '),
    ownerId: cast.account,
    vpcId: cast.vpcId,
    ...rules,
    tags: [],
  },
});

export const vpc = (cast: Cast): Draft => ({
  resourceType: 'AWS::EC2::VPC',
  resourceId: cast.vpcId,
  ARN: `arn:aws:ec2:${cast.region}:${cast.account}:vpc/${cast.vpcId}`,
  tags: { Name: 'shop' },
  configuration: { vpcId: cast.vpcId, cidrBlock: '10.20.0.0/16', isDefault: false, state: 'available' },
});

export const flowLog = (cast: Cast, id: string): Draft => ({
  resourceType: 'AWS::EC2::FlowLog',
  resourceId: id,
  ARN: `arn:aws:ec2:${cast.region}:${cast.account}:vpc-flow-log/${id}`,
  relationships: inVpc(cast),
  configuration: { flowLogId: id, resourceId: cast.vpcId, trafficType: 'ALL', flowLogStatus: 'ACTIVE' },
});

/** As AWS makes it: everything may come in and go out. */
export function networkAcl(cast: Cast, networkAclId: string): Draft {
  const entry = (egress: boolean, ruleNumber: number, ruleAction: string) => ({
    cidrBlock: '0.0.0.0/0',
    egress,
    protocol: '-1',
    ruleAction,
    ruleNumber,
  });
  return {
    resourceType: 'AWS::EC2::NetworkAcl',
    resourceId: networkAclId,
    ARN: `arn:aws:ec2:${cast.region}:${cast.account}:network-acl/${networkAclId}`,
    relationships: inVpc(cast),
    configuration: {
      networkAclId,
      vpcId: cast.vpcId,
      isDefault: true,
      entries: [false, true].flatMap((egress) => [entry(egress, 100, 'allow'), entry(egress, 32_767, 'deny')]),
    },
  };
}

export const instance = (cast: Cast, { id, privateIp, subnetId }: Instance, imageId: string): Draft => ({
  resourceType: 'AWS::EC2::Instance',
  resourceId: id,
  ARN: `arn:aws:ec2:${cast.region}:${cast.account}:instance/${id}`,
  availabilityZone: `${cast.region}${privateIp.startsWith('10.20.1.') ? 'a' : 'c'}`,
  relationships: [
    { resourceType: 'AWS::EC2::Subnet', resourceId: subnetId, name: 'Is contained in Subnet' },
    {
      resourceType: 'AWS::EC2::SecurityGroup',
      resourceId: cast.securityGroups.web,
      name: 'Is associated with SecurityGroup',
    },
  ],
  tags: { Name: 'shop-web', 'aws:autoscaling:groupName': cast.asgName },
  configuration: {
    instanceId: id,
    instanceType: 't3.medium',
    imageId,
    privateIpAddress: privateIp,
    subnetId,
    vpcId: cast.vpcId,
    state: { code: 16, name: 'running' },
    iamInstanceProfile: { arn: `arn:aws:iam::${cast.account}:instance-profile/${cast.roles.web.name}` },
    metadataOptions: { httpTokens: 'required', httpEndpoint: 'enabled', httpPutResponseHopLimit: 2 },
    monitoring: { state: 'enabled' },
  },
});
