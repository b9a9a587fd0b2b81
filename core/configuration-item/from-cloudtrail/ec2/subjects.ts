import { accountOf, type CloudTrailRecord } from '../../../cloudtrail/index.ts';
import type { Subject } from '../change.ts';

/** Types by the beginning of their resources' ids, with the word in their ARNs. */
const TYPES: Readonly<Record<string, readonly [type: string, arnWord: string]>> = {
  acl: ['AWS::EC2::NetworkAcl', 'network-acl'],
  eipalloc: ['AWS::EC2::EIP', 'elastic-ip'],
  i: ['AWS::EC2::Instance', 'instance'],
  igw: ['AWS::EC2::InternetGateway', 'internet-gateway'],
  rtb: ['AWS::EC2::RouteTable', 'route-table'],
  sg: ['AWS::EC2::SecurityGroup', 'security-group'],
  subnet: ['AWS::EC2::Subnet', 'subnet'],
  vol: ['AWS::EC2::Volume', 'volume'],
  vpc: ['AWS::EC2::VPC', 'vpc'],
};

/** The resource with an id such as `sg-0123`; undefined for one whose type is not rebuilt. */
export function ec2Subject(record: CloudTrailRecord, id: string | undefined): Subject | undefined {
  const [type, word] = TYPES[id?.split('-')[0] ?? ''] ?? [];
  if (id === undefined || type === undefined) return undefined;
  const region = record.awsRegion;
  return { type, region, id, arn: `arn:aws:ec2:${region}:${accountOf(record)}:${word}/${id}` };
}

/** One of a type that a record names by something other than its id. */
export const ec2Where = (record: CloudTrailRecord, type: string, where: NonNullable<Subject['where']>): Subject => ({
  type,
  region: record.awsRegion,
  where,
});
