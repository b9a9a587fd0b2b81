import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "redshift-cluster-public-access-check" */
export default settingRule({
  id: 'REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK',
  resourceTypes: ['AWS::Redshift::Cluster'],
  path: 'publiclyAccessible',
  is: [false],
  not: true,
  whyNot: 'The cluster can be reached from the internet.',
});
