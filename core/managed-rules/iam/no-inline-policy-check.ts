import { hasAny } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const LISTS: Readonly<Record<string, string>> = {
  'AWS::IAM::Group': 'groupPolicyList',
  'AWS::IAM::Role': 'rolePolicyList',
};

/** Where the policies stand that are embedded in a user, role or group. */
export const inlinePolicies = (resourceType: string): string => LISTS[resourceType] ?? 'userPolicyList';

/** @see AWS Config managed rule "iam-no-inline-policy-check" */
export default defineResourceRule({
  id: 'IAM_NO_INLINE_POLICY_CHECK',
  resourceTypes: ['AWS::IAM::User', 'AWS::IAM::Role', 'AWS::IAM::Group'],
  evaluate: ({ resourceType, configuration }) =>
    compliantWhen(!hasAny(configuration, inlinePolicies(resourceType)), 'A policy is embedded.'),
  complies: [{ configuration: { attachedManagedPolicies: [{ policyName: 'p' }] } }],
  violates: [
    { configuration: { userPolicyList: [{ policyName: 'p' }] } },
    { resourceType: 'AWS::IAM::Role', configuration: { rolePolicyList: [{ policyName: 'p' }] } },
  ],
});
