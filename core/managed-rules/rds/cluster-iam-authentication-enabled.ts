import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "rds-cluster-iam-authentication-enabled" */
export default settingRule({
  id: 'RDS_CLUSTER_IAM_AUTHENTICATION_ENABLED',
  resourceTypes: ['AWS::RDS::DBCluster'],
  path: 'iamdatabaseAuthenticationEnabled',
  is: [true],
  not: false,
  whyNot: 'IAM authentication is off.',
});
