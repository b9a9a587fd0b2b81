import { describe, expect, it } from 'vitest';
import { judge, managedRule } from '../../../../core/managed-rules/index.ts';
import { call, itemsOf, last, unknown } from './support.ts';

const range = (protocol: string, port: number, ...cidrs: string[]) => ({
  ipPermissions: {
    items: [
      {
        ipProtocol: protocol,
        fromPort: port,
        toPort: port,
        groups: {},
        ipRanges: { items: cidrs.map((cidrIp) => ({ cidrIp })) },
        ipv6Ranges: {},
        prefixListIds: {},
      },
    ],
  },
});

describe('a security group', () => {
  const create = () =>
    call(
      'ec2:CreateSecurityGroup',
      { groupName: 'web', groupDescription: 'the web', vpcId: 'vpc-1' },
      { _return: true, groupId: 'sg-1' },
    );
  const authorize = (...cidrs: string[]) =>
    call('ec2:AuthorizeSecurityGroupIngress', { groupId: 'sg-1', ...range('tcp', 22, ...cidrs) });
  const revoke = (...cidrs: string[]) =>
    call('ec2:RevokeSecurityGroupIngress', { groupId: 'sg-1', ...range('tcp', 22, ...cidrs) });

  it('lets nobody in at first, and everything out', () => {
    const group = last('SecurityGroup', create());
    expect(group).toMatchObject({
      resourceId: 'sg-1',
      resourceName: 'web',
      configuration: {
        groupId: 'sg-1',
        groupName: 'web',
        description: 'the web',
        vpcId: 'vpc-1',
        ipPermissions: [],
        ipPermissionsEgress: [{ ipProtocol: '-1' }],
      },
      relationships: [{ resourceType: 'AWS::EC2::VPC', resourceId: 'vpc-1' }],
    });
    expect(unknown(group)).toEqual([]);
  });

  it('gathers the sources of one port, and drops a permission with its last', () => {
    const permissions = (...records: ReturnType<typeof call>[]) =>
      last('SecurityGroup', create(), ...records).configuration?.ipPermissions;
    expect(permissions(authorize('10.0.0.0/8'), authorize('0.0.0.0/0'))).toMatchObject([
      {
        ipProtocol: 'tcp',
        fromPort: 22,
        toPort: 22,
        ipRanges: ['10.0.0.0/8', '0.0.0.0/0'],
        ipv4Ranges: [{ cidrIp: '10.0.0.0/8' }, { cidrIp: '0.0.0.0/0' }],
      },
    ]);
    expect(permissions(authorize('10.0.0.0/8', '0.0.0.0/0'), revoke('0.0.0.0/0'))).toMatchObject([
      { ipRanges: ['10.0.0.0/8'] },
    ]);
    expect(permissions(authorize('10.0.0.0/8'), revoke('10.0.0.0/8'))).toEqual([]);
  });

  it('reads the old form of the call, and rules named by id from the answer', () => {
    const made = create();
    const old = call('ec2:AuthorizeSecurityGroupIngress', {
      groupName: 'web',
      ipProtocol: 'tcp',
      fromPort: '80',
      toPort: '80',
      cidrIp: '0.0.0.0/0',
    });
    expect(last('SecurityGroup', made, old).configuration?.ipPermissions).toMatchObject([
      { fromPort: 80, ipRanges: ['0.0.0.0/0'] },
    ]);
    const opened = authorize('0.0.0.0/0');
    const byId = call(
      'ec2:RevokeSecurityGroupIngress',
      { groupId: 'sg-1', securityGroupRuleIds: { items: [{ securityGroupRuleId: 'sgr-1' }] } },
      {
        revokedSecurityGroupRuleSet: {
          items: [{ isEgress: false, ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIpv4: '0.0.0.0/0' }],
        },
      },
    );
    expect(last('SecurityGroup', made, opened, byId).configuration?.ipPermissions).toEqual([]);
  });

  it('has blocks and protocols as EC2 keeps them, and its own account behind groups it names', () => {
    const permit = call('ec2:AuthorizeSecurityGroupIngress', {
      groupId: 'sg-1',
      ipPermissions: {
        items: [
          { ipProtocol: '6', fromPort: 443, toPort: 443, ipRanges: { items: [{ cidrIp: '100.68.0.18/18' }] } },
          { ipProtocol: 'tcp', fromPort: 22, toPort: 22, groups: { items: [{ groupId: 'sg-2' }] } },
        ],
      },
    });
    expect(last('SecurityGroup', create(), permit).configuration?.ipPermissions).toMatchObject([
      { ipProtocol: 'tcp', fromPort: 443, ipRanges: ['100.68.0.0/18'], ipv4Ranges: [{ cidrIp: '100.68.0.0/18' }] },
      { ipProtocol: 'tcp', fromPort: 22, userIdGroupPairs: [{ groupId: 'sg-2', userId: '123456789012' }] },
    ]);
  });

  it('does not know its permissions where a call changes what it does not name', () => {
    const made = create();
    const modify = call('ec2:ModifySecurityGroupRules', { ModifySecurityGroupRulesRequest: { GroupId: 'sg-1' } });
    expect(unknown(last('SecurityGroup', made, modify))).toContain('configuration.ipPermissions');
    const byId = call('ec2:RevokeSecurityGroupIngress', { groupId: 'sg-1', securityGroupRuleIds: {} });
    expect(unknown(last('SecurityGroup', made, byId))).toContain('configuration.ipPermissions');
  });
});

describe('a network access control list', () => {
  it('has its entries by number and direction, and its subnets', () => {
    const create = (id: string, subnet?: string) =>
      call(
        'ec2:CreateNetworkAcl',
        { vpcId: 'vpc-1' },
        {
          networkAcl: {
            networkAclId: id,
            vpcId: 'vpc-1',
            default: false,
            entrySet: {
              items: [
                { ruleNumber: 32767, aclProtocol: '-1', ruleAction: 'deny', egress: false, cidrBlock: '0.0.0.0/0' },
              ],
            },
            associationSet: subnet
              ? { items: [{ networkAclAssociationId: 'aclassoc-1', networkAclId: id, subnetId: subnet }] }
              : {},
            tagSet: {},
          },
        },
      );
    const entry = (name: string, more: object) =>
      call(`ec2:${name}`, { networkAclId: 'acl-1', ruleNumber: 100, egress: false, ...more });
    const list = last(
      'NetworkAcl',
      create('acl-1', 'subnet-1'),
      entry('CreateNetworkAclEntry', {
        aclProtocol: '6',
        ruleAction: 'allow',
        cidrBlock: '0.0.0.0/0',
        portRange: { from: 22, to: 22 },
        icmpTypeCode: {},
      }),
      entry('ReplaceNetworkAclEntry', {
        aclProtocol: '6',
        ruleAction: 'deny',
        cidrBlock: '0.0.0.0/0',
        portRange: { from: 22, to: 22 },
      }),
    );
    expect(list.configuration).toMatchObject({
      isDefault: false,
      entries: [
        { ruleNumber: 32767 },
        { ruleNumber: 100, protocol: '6', ruleAction: 'deny', egress: false, portRange: { from: 22, to: 22 } },
      ],
      associations: [{ networkAclAssociationId: 'aclassoc-1', subnetId: 'subnet-1' }],
    });
    const moved = itemsOf(
      create('acl-1', 'subnet-1'),
      create('acl-2'),
      call(
        'ec2:ReplaceNetworkAclAssociation',
        { associationId: 'aclassoc-1', networkAclId: 'acl-2' },
        { newAssociationId: 'aclassoc-2' },
      ),
    ).slice(2);
    expect(moved.map(({ resourceId, configuration }) => [resourceId, configuration?.associations])).toEqual([
      ['acl-1', []],
      ['acl-2', [{ networkAclAssociationId: 'aclassoc-2', networkAclId: 'acl-2', subnetId: 'subnet-1' }]],
    ]);
  });
});

describe('a route table', () => {
  it('has its routes by destination', () => {
    const table = last(
      'RouteTable',
      call(
        'ec2:CreateRouteTable',
        { vpcId: 'vpc-1' },
        {
          routeTable: {
            routeTableId: 'rtb-1',
            vpcId: 'vpc-1',
            routeSet: {
              items: [
                {
                  destinationCidrBlock: '10.0.0.0/16',
                  gatewayId: 'local',
                  state: 'active',
                  origin: 'CreateRouteTable',
                },
              ],
            },
            associationSet: {},
            propagatingVgwSet: {},
            tagSet: {},
          },
        },
      ),
      call('ec2:CreateRoute', { routeTableId: 'rtb-1', destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-1' }),
      call('ec2:ReplaceRoute', { routeTableId: 'rtb-1', destinationCidrBlock: '0.0.0.0/0', natGatewayId: 'nat-1' }),
      call('ec2:AssociateRouteTable', { routeTableId: 'rtb-1', subnetId: 'subnet-1' }, { associationId: 'rtbassoc-1' }),
    );
    expect(table.configuration).toMatchObject({
      routes: [{ gatewayId: 'local' }, { destinationCidrBlock: '0.0.0.0/0', natGatewayId: 'nat-1', state: 'active' }],
      associations: [{ routeTableAssociationId: 'rtbassoc-1', subnetId: 'subnet-1' }],
      propagatingVgws: [],
      tags: [],
    });
  });
});

describe('VPCs, subnets and gateways', () => {
  it('have what they were made with, and what was switched on', () => {
    const vpc = last(
      'VPC',
      call(
        'ec2:CreateVpc',
        { cidrBlock: '10.0.0.0/16' },
        {
          vpc: {
            vpcId: 'vpc-1',
            cidrBlock: '10.0.0.0/16',
            state: 'pending',
            tagSet: { items: [{ key: 'Name', value: 'shop' }] },
          },
        },
      ),
      call('ec2:ModifyVpcAttribute', { vpcId: 'vpc-1', enableDnsHostnames: { value: true } }),
    );
    expect(vpc).toMatchObject({
      configuration: { cidrBlock: '10.0.0.0/16', enableDnsHostnames: true },
      tags: { Name: 'shop' },
    });
    const subnet = last(
      'Subnet',
      call(
        'ec2:CreateSubnet',
        {},
        {
          subnet: { subnetId: 'subnet-1', vpcId: 'vpc-1', availabilityZone: 'us-east-1a', mapPublicIpOnLaunch: false },
        },
      ),
      call('ec2:ModifySubnetAttribute', { subnetId: 'subnet-1', mapPublicIpOnLaunch: { value: true } }),
    );
    expect(subnet).toMatchObject({ availabilityZone: 'us-east-1a', configuration: { mapPublicIpOnLaunch: true } });
    const gateway = last(
      'InternetGateway',
      call('ec2:AttachInternetGateway', { internetGatewayId: 'igw-1', vpcId: 'vpc-1' }),
    );
    expect(gateway.configuration).toEqual({ attachments: [{ vpcId: 'vpc-1', state: 'available' }] });
    expect(unknown(gateway)).not.toContain('configuration.attachments.*');
  });
});

describe('an instance', () => {
  const run = call(
    'ec2:RunInstances',
    {},
    {
      instancesSet: {
        items: ['i-1', 'i-2'].map((instanceId) => ({
          instanceId,
          instanceType: 't3.micro',
          instanceState: { code: 0, name: 'pending' },
          launchTime: 1767225600000,
          placement: { availabilityZone: 'us-east-1a' },
          subnetId: 'subnet-1',
          groupSet: { items: [{ groupId: 'sg-1', groupName: 'web' }] },
          metadataOptions: { httpTokens: 'optional' },
          monitoring: { state: 'disabled' },
          networkInterfaceSet: { items: [{ networkInterfaceId: 'eni-1' }] },
          tagSet: { items: [{ key: 'Name', value: 'web' }] },
        })),
      },
    },
  );

  it('has what it was launched with, and does not know what comes after', () => {
    const [first, second] = itemsOf(run);
    expect(first).toMatchObject({
      resourceId: 'i-1',
      availabilityZone: 'us-east-1a',
      resourceCreationTime: '2026-01-01T00:00:00.000Z',
      configuration: {
        instanceType: 't3.micro',
        state: { name: 'running' },
        securityGroups: [{ groupId: 'sg-1' }],
        launchTime: '2026-01-01T00:00:00.000Z',
      },
      tags: { Name: 'web' },
    });
    expect(second?.resourceId).toBe('i-2');
    expect(unknown(first!)).toEqual(
      expect.arrayContaining(['configuration.publicIpAddress', 'configuration.networkInterfaces[].association']),
    );
  });

  it('says since when it is stopped, as the rule on that reads it', () => {
    const stop = call('ec2:StopInstances', { instancesSet: { items: [{ instanceId: 'i-1' }] } });
    const [stopped] = itemsOf(run, stop).slice(-1);
    expect(stopped?.configuration?.stateTransitionReason).toMatch(/^User initiated \(2026-01-01 \d\d:\d\d:\d\d GMT\)$/);
    const verdictAfter = (days: number) =>
      judge(
        managedRule('EC2_STOPPED_INSTANCE')!,
        [stopped!],
        { parameters: { AllowedDays: '30' }, now: Date.UTC(2026, 0, 1 + days) },
        '123456789012',
      )[0]?.compliance;
    expect([verdictAfter(29), verdictAfter(32)]).toEqual(['COMPLIANT', 'NON_COMPLIANT']);
  });

  it('follows the calls on its state, its settings and its end', () => {
    const about = { instancesSet: { items: [{ instanceId: 'i-1' }] } };
    const items = itemsOf(
      run,
      call('ec2:StopInstances', about),
      call('ec2:ModifyInstanceAttribute', { instanceId: 'i-1', instanceType: { value: 'm5.large' } }),
      call('ec2:ModifyInstanceMetadataOptions', {
        ModifyInstanceMetadataOptionsRequest: { InstanceId: 'i-1', HttpTokens: 'required' },
      }),
      call('ec2:CreateTags', {
        resourcesSet: { items: [{ resourceId: 'i-1' }] },
        tagSet: { items: [{ key: 'team', value: 'web' }] },
      }),
      call('ec2:TerminateInstances', about),
    ).slice(2);
    expect(items.at(-2)).toMatchObject({
      configuration: {
        state: { name: 'stopped' },
        instanceType: 'm5.large',
        metadataOptions: { httpTokens: 'required' },
      },
      tags: { Name: 'web', team: 'web' },
    });
    expect(items.at(-1)?.configurationItemStatus).toBe('ResourceDeleted');
  });
});

describe('volumes and elastic addresses', () => {
  it('are attached and let go', () => {
    const create = call(
      'ec2:CreateVolume',
      { size: '8' },
      {
        volumeId: 'vol-1',
        size: '8',
        status: 'creating',
        encrypted: true,
        availabilityZone: 'us-east-1a',
        createTime: 1767225600000,
      },
    );
    const attach = call(
      'ec2:AttachVolume',
      { volumeId: 'vol-1', instanceId: 'i-1', device: '/dev/sdf' },
      { attachTime: 1767225600000 },
    );
    expect(last('Volume', create, attach).configuration).toMatchObject({
      size: 8,
      encrypted: true,
      state: 'in-use',
      attachments: [{ instanceId: 'i-1' }],
    });
    const detach = call('ec2:DetachVolume', { volumeId: 'vol-1' }, { instanceId: 'i-1' });
    expect(last('Volume', create, attach, detach).configuration).toMatchObject({ state: 'available', attachments: [] });

    const allocate = call(
      'ec2:AllocateAddress',
      { domain: 'vpc' },
      { allocationId: 'eipalloc-1', publicIp: '203.0.113.9', domain: 'vpc' },
    );
    const associate = call(
      'ec2:AssociateAddress',
      { allocationId: 'eipalloc-1', instanceId: 'i-1' },
      { associationId: 'eipassoc-1' },
    );
    expect(last('EIP', allocate, associate).configuration).toMatchObject({
      publicIp: '203.0.113.9',
      instanceId: 'i-1',
    });
    const end = call('ec2:DisassociateAddress', { associationId: 'eipassoc-1' });
    expect(last('EIP', allocate, associate, end).configuration?.instanceId).toBeUndefined();
  });
});
