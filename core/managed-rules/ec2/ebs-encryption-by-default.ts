import { ACCOUNT } from '../rule.ts';
import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "ec2-ebs-encryption-by-default" */
export default settingRule({
  id: 'EC2_EBS_ENCRYPTION_BY_DEFAULT',
  resourceTypes: [ACCOUNT],
  periodic: true,
  path: 'ebsEncryptionByDefault',
  is: [true],
  not: false,
  whyNot: 'New volumes are not encrypted by themselves.',
});
