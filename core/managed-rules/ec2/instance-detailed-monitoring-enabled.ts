import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "ec2-instance-detailed-monitoring-enabled" */
export default settingRule({
  id: 'EC2_INSTANCE_DETAILED_MONITORING_ENABLED',
  resourceTypes: ['AWS::EC2::Instance'],
  path: 'monitoring.state',
  is: ['enabled'],
  not: 'disabled',
  whyNot: 'Detailed monitoring is off.',
});
