import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "autoscaling-launch-config-public-ip-disabled" */
export default settingRule({
  id: 'AUTOSCALING_LAUNCH_CONFIG_PUBLIC_IP_DISABLED',
  resourceTypes: ['AWS::AutoScaling::LaunchConfiguration'],
  path: 'associatePublicIpAddress',
  is: [false],
  not: true,
  whyNot: 'Instances get public addresses.',
});
