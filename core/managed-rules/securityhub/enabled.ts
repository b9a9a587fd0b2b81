import { ACCOUNT } from '../rule.ts';
import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "securityhub-enabled" */
export default settingRule({
  id: 'SECURITYHUB_ENABLED',
  resourceTypes: [ACCOUNT],
  periodic: true,
  path: 'securityHubEnabled',
  is: [true],
  not: false,
  whyNot: 'Security Hub is not on.',
});
