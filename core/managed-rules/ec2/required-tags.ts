import { csv, type ParametersOf } from '../parameters.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const NUMBERS = [1, 2, 3, 4, 5, 6];

const parameters: ParametersOf = Object.fromEntries(
  NUMBERS.flatMap((number) => [
    [`tag${number}Key`, number === 1 ? { type: 'String', default: 'CostCenter' } : { type: 'String' }],
    [`tag${number}Value`, { type: 'CSV' }],
  ]),
);

const TYPES =
  'ACM::Certificate,AutoScaling::AutoScalingGroup,CloudFormation::Stack,CodeBuild::Project,DynamoDB::Table,EC2::CustomerGateway,EC2::Instance,EC2::InternetGateway,EC2::NetworkAcl,EC2::NetworkInterface,EC2::RouteTable,EC2::SecurityGroup,EC2::Subnet,EC2::Volume,EC2::VPC,EC2::VPNConnection,EC2::VPNGateway,ElasticLoadBalancing::LoadBalancer,ElasticLoadBalancingV2::LoadBalancer,RDS::DBInstance,RDS::DBSecurityGroup,RDS::DBSnapshot,RDS::DBSubnetGroup,RDS::EventSubscription,Redshift::Cluster,Redshift::ClusterParameterGroup,Redshift::ClusterSecurityGroup,Redshift::ClusterSnapshot,Redshift::ClusterSubnetGroup,S3::Bucket';

/** @see AWS Config managed rule "required-tags" */
export default defineResourceRule({
  id: 'REQUIRED_TAGS',
  resourceTypes: TYPES.split(',').map((type) => `AWS::${type}`),
  parameters,
  evaluate: ({ tags }, { parameters: wanted }) => {
    const missing = NUMBERS.filter((number) => {
      const key = wanted[`tag${number}Key`];
      const values = csv(wanted[`tag${number}Value`]);
      return key && (tags[key] === undefined || (values.length > 0 && !values.includes(tags[key])));
    });
    const keys = missing.map((number) => wanted[`tag${number}Key`]).join(', ');
    return compliantWhen(missing.length === 0, `Missing, or with another value: ${keys}`);
  },
  complies: [
    { tags: { CostCenter: '7' } },
    { tags: { env: 'prod' }, parameters: { tag1Key: 'env', tag1Value: 'dev,prod' } },
  ],
  violates: [
    {},
    { tags: { CostCenter: '7' }, parameters: { tag2Key: 'env' } },
    { tags: { CostCenter: '7' }, parameters: { tag1Value: '8' } },
  ],
});
