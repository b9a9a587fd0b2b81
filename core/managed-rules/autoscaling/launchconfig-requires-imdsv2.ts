import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "autoscaling-launchconfig-requires-imdsv2" */
export default settingRule({
  id: 'AUTOSCALING_LAUNCHCONFIG_REQUIRES_IMDSV2',
  resourceTypes: ['AWS::AutoScaling::LaunchConfiguration'],
  path: 'metadataOptions.httpTokens',
  is: ['required'],
  not: 'optional',
  whyNot: 'Requests to the metadata service need no token.',
});
