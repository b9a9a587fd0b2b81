import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "rds-instance-iam-authentication-enabled" */
export default settingRule({
  id: 'RDS_INSTANCE_IAM_AUTHENTICATION_ENABLED',
  resourceTypes: ['AWS::RDS::DBInstance'],
  path: 'iAMDatabaseAuthenticationEnabled',
  is: [true],
  not: false,
  whyNot: 'IAM authentication is off.',
});
