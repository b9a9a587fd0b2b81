import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "rds-cluster-multi-az-enabled" */
export default settingRule({
  id: 'RDS_CLUSTER_MULTI_AZ_ENABLED',
  resourceTypes: ['AWS::RDS::DBCluster'],
  path: 'multiAZ',
  is: [true],
  not: false,
  whyNot: 'The cluster is in one zone only.',
});
