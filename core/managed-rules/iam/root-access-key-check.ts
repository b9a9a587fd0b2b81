import { numberAt } from '../read.ts';
import { ACCOUNT, compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

/** @see AWS Config managed rule "iam-root-access-key-check" */
export default defineResourceRule({
  id: 'IAM_ROOT_ACCESS_KEY_CHECK',
  resourceTypes: [ACCOUNT],
  periodic: true,
  evaluate: ({ configuration }) => {
    const keys = numberAt(configuration, 'summaryMap.AccountAccessKeysPresent');
    if (keys === undefined) return notApplicable('the item does not say whether root has access keys');
    return compliantWhen(keys === 0, 'The root user has access keys.');
  },
  complies: [{ configuration: { summaryMap: { AccountAccessKeysPresent: 0 } } }],
  violates: [{ configuration: { summaryMap: { AccountAccessKeysPresent: 1 } } }],
});
