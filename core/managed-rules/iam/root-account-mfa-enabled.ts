import { numberAt } from '../read.ts';
import { ACCOUNT, compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

/** @see AWS Config managed rule "root-account-mfa-enabled" */
export default defineResourceRule({
  id: 'ROOT_ACCOUNT_MFA_ENABLED',
  resourceTypes: [ACCOUNT],
  periodic: true,
  evaluate: ({ configuration }) => {
    const enabled = numberAt(configuration, 'summaryMap.AccountMFAEnabled');
    if (enabled === undefined) return notApplicable('the item does not say whether root has MFA');
    return compliantWhen(enabled === 1, 'The root user signs in without MFA.');
  },
  complies: [{ configuration: { summaryMap: { AccountMFAEnabled: 1 } } }],
  violates: [{ configuration: { summaryMap: { AccountMFAEnabled: 0 } } }],
});
