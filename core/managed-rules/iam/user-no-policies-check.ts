import { listAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "iam-user-no-policies-check" */
export default defineResourceRule({
  id: 'IAM_USER_NO_POLICIES_CHECK',
  resourceTypes: ['AWS::IAM::User'],
  evaluate: ({ configuration: user }) => {
    const own = listAt(user, 'userPolicyList').length + listAt(user, 'attachedManagedPolicies').length;
    return compliantWhen(own === 0, `The user has ${own} ${own === 1 ? 'policy' : 'policies'} of its own.`);
  },
  complies: [{ configuration: { userPolicyList: [], attachedManagedPolicies: [] } }],
  violates: [
    { configuration: { userPolicyList: [{ policyName: 'p' }] } },
    { configuration: { attachedManagedPolicies: [{ policyName: 'p' }] } },
  ],
});
