import { listAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "iam-no-inline-policy-check" */
export default defineResourceRule({
  id: 'IAM_NO_INLINE_POLICY_CHECK',
  resourceTypes: ['AWS::IAM::User', 'AWS::IAM::Role', 'AWS::IAM::Group'],
  evaluate: ({ configuration }) => {
    const inline = ['userPolicyList', 'rolePolicyList', 'groupPolicyList'].flatMap((name) =>
      listAt(configuration, name),
    );
    return compliantWhen(inline.length === 0, `${inline.length} policies are embedded.`);
  },
  complies: [{ configuration: { attachedManagedPolicies: [{ policyName: 'p' }] } }],
  violates: [
    { configuration: { userPolicyList: [{ policyName: 'p' }] } },
    { resourceType: 'AWS::IAM::Role', configuration: { rolePolicyList: [{ policyName: 'p' }] } },
  ],
});
