import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "rds-cluster-deletion-protection-enabled" */
export default settingRule({
  id: 'RDS_CLUSTER_DELETION_PROTECTION_ENABLED',
  resourceTypes: ['AWS::RDS::DBCluster'],
  path: 'deletionProtection',
  is: [true],
  not: false,
  whyNot: 'The cluster can be deleted.',
});
