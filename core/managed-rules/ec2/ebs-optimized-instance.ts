import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "ebs-optimized-instance" */
export default settingRule({
  id: 'EBS_OPTIMIZED_INSTANCE',
  resourceTypes: ['AWS::EC2::Instance'],
  path: 'ebsOptimized',
  is: [true],
  not: false,
  whyNot: 'The instance is not EBS-optimized.',
});
