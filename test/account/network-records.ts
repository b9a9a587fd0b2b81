import type { JsonObject } from '../../core/cloudtrail/index.ts';
import { call } from '../core/configuration-item/from-cloudtrail/support.ts';

/**
 * The records of the calls that made what `answers/` describes, as CloudTrail spells them: lists as `items`, names of its own for some
 * (`zone`, `aclProtocol`), times as milliseconds, states on the way.
 * @see AWS KMS Developer Guide, "Amazon EC2 example one" (CreateVolume); AWS CloudTrail User Guide, log entries of EC2 and RDS
 */

const VPC = 'vpc-8ff87ef6882d7035e';
const SUBNET = 'subnet-3d867586143872113';
const GATEWAY = 'igw-43731a839968a262e';
const WEB = 'sg-40e228d5a6502fe18';
const ADDRESS = 'eipalloc-c7f63f30192cfb37d';
const LAUNCHED = Date.UTC(2026, 10, 21, 7, 53, 50);
const owned = { ownerId: '123456789012', tagSet: {} };

const network = [
  call(
    'ec2:CreateVpc',
    { cidrBlock: '10.9.0.0/16', instanceTenancy: 'default', amazonProvidedIpv6CidrBlock: false },
    {
      requestId: 'r',
      vpc: {
        vpcId: VPC,
        state: 'pending',
        ownerId: '123456789012',
        cidrBlock: '10.9.0.0/16',
        cidrBlockAssociationSet: {
          items: [
            {
              cidrBlock: '10.9.0.0/16',
              associationId: 'vpc-cidr-assoc-082be89131b7c56f7',
              cidrBlockState: { state: 'associated' },
            },
          ],
        },
        ipv6CidrBlockAssociationSet: {},
        dhcpOptionsId: 'default',
        instanceTenancy: 'default',
        tagSet: { items: [{ key: 'Name', value: 'shop' }] },
        isDefault: false,
      },
    },
  ),
  call(
    'ec2:CreateSubnet',
    { vpcId: VPC, cidrBlock: '10.9.1.0/24' },
    {
      requestId: 'r',
      subnet: {
        subnetId: SUBNET,
        subnetArn: `arn:aws:ec2:us-east-1:123456789012:subnet/${SUBNET}`,
        state: 'pending',
        vpcId: VPC,
        cidrBlock: '10.9.1.0/24',
        ipv6CidrBlockAssociationSet: {},
        assignIpv6AddressOnCreation: false,
        ipv6Native: false,
        availableIpAddressCount: 251,
        availabilityZone: 'us-east-1e',
        availabilityZoneId: 'use1-az3',
        defaultForAz: false,
        mapPublicIpOnLaunch: false,
        privateDnsNameOptionsOnLaunch: {
          hostnameType: 'ip-name',
          enableResourceNameDnsARecord: false,
          enableResourceNameDnsAAAARecord: false,
        },
        ...owned,
      },
    },
  ),
  call(
    'ec2:CreateInternetGateway',
    {},
    { requestId: 'r', internetGateway: { internetGatewayId: GATEWAY, attachmentSet: {}, ...owned } },
  ),
  call('ec2:AttachInternetGateway', { internetGatewayId: GATEWAY, vpcId: VPC }, { requestId: 'r', _return: true }),
  call(
    'ec2:CreateRouteTable',
    { vpcId: VPC },
    {
      requestId: 'r',
      routeTable: {
        routeTableId: 'rtb-13bf5a317e197a62d',
        vpcId: VPC,
        routeSet: {
          items: [
            {
              destinationCidrBlock: '10.9.0.0/16',
              gatewayId: 'local',
              state: 'active',
              origin: 'CreateRouteTable',
            },
          ],
        },
        associationSet: {},
        ...owned,
      },
    },
  ),
  call(
    'ec2:CreateRoute',
    { routeTableId: 'rtb-13bf5a317e197a62d', destinationCidrBlock: '0.0.0.0/0', gatewayId: GATEWAY },
    { requestId: 'r', _return: true },
  ),
  call(
    'ec2:CreateNetworkAcl',
    { vpcId: VPC },
    {
      requestId: 'r',
      networkAcl: {
        networkAclId: 'acl-f05394e2d0587b64d',
        vpcId: VPC,
        default: false,
        entrySet: {},
        associationSet: {},
        ...owned,
      },
    },
  ),
];

const permission = (source: JsonObject) => ({
  ipPermissions: {
    items: [
      {
        ipProtocol: '6',
        fromPort: 22,
        toPort: 22,
        groups: {},
        ipRanges: { items: [source] },
        ipv6Ranges: {},
        prefixListIds: {},
      },
    ],
  },
});

const web = [
  call(
    'ec2:CreateSecurityGroup',
    { groupName: 'web', groupDescription: 'web', vpcId: VPC },
    { requestId: 'r', _return: true, groupId: WEB },
  ),
  call(
    'ec2:AuthorizeSecurityGroupIngress',
    { groupId: WEB, ...permission({ cidrIp: '203.0.113.7/0', description: 'x' }) },
    { requestId: 'r', _return: true },
  ),
];

const groups = { items: [{ groupId: WEB, groupName: 'web' }] };

const machines = [
  call(
    'ec2:RunInstances',
    { instanceType: 't3.micro' },
    {
      requestId: 'r',
      reservationId: 'r-2cd22bc285878fed1',
      ownerId: '123456789012',
      groupSet: {},
      instancesSet: {
        items: [
          {
            instanceId: 'i-9fc8322cb3707247c',
            imageId: 'ami-03cf127a',
            instanceState: { code: 0, name: 'pending' },
            privateDnsName: 'ip-10-9-1-4.ec2.internal',
            amiLaunchIndex: 0,
            productCodes: {},
            instanceType: 't3.micro',
            launchTime: LAUNCHED,
            placement: { groupName: '', tenancy: 'default', availabilityZone: 'us-east-1e' },
            platform: 'windows',
            monitoring: { state: 'disabled' },
            subnetId: SUBNET,
            vpcId: VPC,
            privateIpAddress: '10.9.1.4',
            stateReason: { code: 'pending', message: 'pending' },
            architecture: 'x86_64',
            rootDeviceType: 'ebs',
            rootDeviceName: '/dev/sda1',
            blockDeviceMapping: {},
            virtualizationType: 'hvm',
            hypervisor: 'xen',
            clientToken: '8a455345-d4bf-4f62-9b25-5e540ef3f303',
            groupSet: groups,
            sourceDestCheck: true,
            sriovNetSupport: 'simple',
            networkInterfaceSet: {
              items: [
                {
                  networkInterfaceId: 'eni-7fef8243be61eae28',
                  subnetId: SUBNET,
                  vpcId: VPC,
                  ownerId: '123456789012',
                  status: 'in-use',
                  macAddress: '02:00:00:f5:b5:00',
                  privateIpAddress: '10.9.1.4',
                  sourceDestCheck: true,
                  interfaceType: 'interface',
                  description: 'Primary network interface',
                  groupSet: groups,
                  attachment: {
                    attachmentId: 'eni-attach-1f82d4022cb7eb45d',
                    deviceIndex: 0,
                    networkCardIndex: 0,
                    status: 'attaching',
                    attachTime: LAUNCHED,
                    deleteOnTermination: false,
                  },
                  privateIpAddressesSet: { item: [{ privateIpAddress: '10.9.1.4', primary: true }] },
                  ipv6AddressesSet: {},
                  tagSet: {},
                },
              ],
            },
            ebsOptimized: false,
            hibernationOptions: {},
            metadataOptions: {
              state: 'pending',
              httpTokens: 'optional',
              httpPutResponseHopLimit: 1,
              httpEndpoint: 'enabled',
              httpProtocolIpv6: 'disabled',
              instanceMetadataTags: 'disabled',
            },
          },
        ],
      },
    },
  ),
  call(
    'ec2:CreateVolume',
    { size: '8', zone: 'us-east-1a', volumeType: 'gp2', encrypted: true, kmsKeyId: 'alias/disks' },
    {
      requestId: 'r',
      volumeId: 'vol-bf687a0e40e201b5c',
      size: '8',
      zone: 'us-east-1a',
      status: 'creating',
      createTime: LAUNCHED + 1000,
      volumeType: 'gp2',
      encrypted: true,
      masterEncryptionKeyId: 'arn:aws:kms:us-east-1:123456789012:key/3f60a012-8126-41f9-b271-b3f0f595ed7c',
      tagSet: {},
    },
  ),
  call(
    'ec2:AllocateAddress',
    { domain: 'vpc' },
    { requestId: 'r', publicIp: '127.228.187.228', domain: 'vpc', allocationId: ADDRESS },
  ),
  call(
    'ec2:AssociateAddress',
    { allocationId: ADDRESS, instanceId: 'i-9fc8322cb3707247c' },
    { requestId: 'r', _return: true, associationId: 'eipassoc-575208a813bf6e0a7' },
  ),
];

const database = call(
  'rds:CreateDBInstance',
  { dBInstanceIdentifier: 'shop', masterUserPassword: '****', tags: [{ key: 'a', value: 'b' }] },
  {
    dBInstanceIdentifier: 'shop',
    dBInstanceClass: 'db.t3.micro',
    engine: 'mysql',
    dBInstanceStatus: 'creating',
    masterUsername: 'u',
    allocatedStorage: 20,
    preferredBackupWindow: '13:14-13:44',
    backupRetentionPeriod: 1,
    dBSecurityGroups: [],
    vpcSecurityGroups: [{ vpcSecurityGroupId: 'sg-9bdf0329eae9063c6', status: 'active' }],
    dBParameterGroups: [{ dBParameterGroupName: 'default.mysql5.6', parameterApplyStatus: 'in-sync' }],
    preferredMaintenanceWindow: 'wed:06:38-wed:07:08',
    pendingModifiedValues: { masterUserPassword: '****' },
    multiAZ: false,
    engineVersion: '5.6.21',
    autoMinorVersionUpgrade: true,
    readReplicaDBInstanceIdentifiers: [],
    licenseModel: 'general-public-license',
    optionGroupMemberships: [{ optionGroupName: 'default:mysql-5-6', status: 'in-sync' }],
    storageType: 'gp2',
    dbInstancePort: 3306,
    storageEncrypted: true,
    kmsKeyId: 'default_kms_key_id',
    dbiResourceId: 'db-M5ENSHXFPU6XHZ4G4ZEI5QIO2U',
    cACertificateIdentifier: 'rds-ca-default',
    domainMemberships: [],
    copyTagsToSnapshot: false,
    dBInstanceArn: 'arn:aws:rds:us-east-1:123456789012:db:shop',
    iAMDatabaseAuthenticationEnabled: false,
    enabledCloudwatchLogsExports: [],
    deletionProtection: false,
    associatedRoles: [],
    tagList: [{ key: 'a', value: 'b' }],
  },
);

export const records = [...network, ...web, ...machines, database];
