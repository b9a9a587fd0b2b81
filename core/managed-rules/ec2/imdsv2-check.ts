import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "ec2-imdsv2-check" */
export default settingRule({
  id: 'EC2_IMDSV2_CHECK',
  resourceTypes: ['AWS::EC2::Instance'],
  path: 'metadataOptions.httpTokens',
  is: ['required'],
  not: 'optional',
  whyNot: 'Requests to the metadata service need no token.',
});
