import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "rds-multi-az-support" */
export default settingRule({
  id: 'RDS_MULTI_AZ_SUPPORT',
  resourceTypes: ['AWS::RDS::DBInstance'],
  path: 'multiAZ',
  is: [true],
  not: false,
  whyNot: 'The instance has no standby in another zone.',
});
