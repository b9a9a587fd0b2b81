import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "subnet-auto-assign-public-ip-disabled" */
export default settingRule({
  id: 'SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED',
  resourceTypes: ['AWS::EC2::Subnet'],
  path: 'mapPublicIpOnLaunch',
  is: [false],
  not: true,
  whyNot: 'Instances get public addresses by themselves.',
});
