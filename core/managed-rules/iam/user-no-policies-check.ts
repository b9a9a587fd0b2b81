import { hasAny } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "iam-user-no-policies-check" */
export default defineResourceRule({
  id: 'IAM_USER_NO_POLICIES_CHECK',
  resourceTypes: ['AWS::IAM::User'],
  evaluate: ({ configuration: user }) => {
    const hasOwn = hasAny(user, 'userPolicyList') || hasAny(user, 'attachedManagedPolicies');
    return compliantWhen(!hasOwn, 'The user has a policy of its own.');
  },
  complies: [{ configuration: { userPolicyList: [], attachedManagedPolicies: [] } }],
  violates: [
    { configuration: { userPolicyList: [{ policyName: 'p' }] } },
    { configuration: { attachedManagedPolicies: [{ policyName: 'p' }] } },
  ],
});
