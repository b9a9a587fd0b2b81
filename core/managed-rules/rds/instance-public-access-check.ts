import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "rds-instance-public-access-check" */
export default settingRule({
  id: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK',
  resourceTypes: ['AWS::RDS::DBInstance'],
  path: 'publiclyAccessible',
  is: [false],
  not: true,
  whyNot: 'The instance can be reached from the internet.',
});
