import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "redshift-enhanced-vpc-routing-enabled" */
export default settingRule({
  id: 'REDSHIFT_ENHANCED_VPC_ROUTING_ENABLED',
  resourceTypes: ['AWS::Redshift::Cluster'],
  path: 'enhancedVpcRouting',
  is: [true],
  not: false,
  whyNot: 'Traffic of COPY and UNLOAD leaves the VPC.',
});
