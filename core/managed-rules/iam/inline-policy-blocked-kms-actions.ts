import type { JsonObject } from '../../cloudtrail/index.ts';
import { csv } from '../parameters.ts';
import { statementsOf } from '../policy.ts';
import { eachAt, valueAt } from '../read.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';
import { blockedActionIn } from './blocked-kms-actions.ts';
import { inlinePolicies } from './no-inline-policy-check.ts';

const parameters = { blockedActionsPatterns: 'kms:Decrypt,kms:ReEncryptFrom' };

const user = (statement: JsonObject) => ({
  configuration: {
    userPolicyList: [{ policyName: 'p', policyDocument: encodeURIComponent(JSON.stringify({ Statement: statement })) }],
  },
  parameters,
});

/** Who may assume a role is not judged: `excludeRoleByManagementAccount` leaves none out. @see AWS Config managed rule "iam-inline-policy-blocked-kms-actions" */
export default defineResourceRule({
  id: 'IAM_INLINE_POLICY_BLOCKED_KMS_ACTIONS',
  resourceTypes: ['AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::User'],
  parameters: {
    blockedActionsPatterns: { type: 'CSV', isRequired: true },
    excludeRoleByManagementAccount: { type: 'boolean' },
  },
  evaluate: ({ resourceType, configuration }, { parameters: { blockedActionsPatterns } }) => {
    const blocked = csv(blockedActionsPatterns);
    const found = eachAt(configuration, inlinePolicies(resourceType))
      .flatMap((policy) => statementsOf(valueAt(policy, 'policyDocument')))
      .map((statement) => blockedActionIn(statement, blocked))
      .find((action) => action !== undefined);
    return compliantUnless(found && `An embedded policy allows ${found} on all KMS keys.`);
  },
  complies: [
    {
      resourceType: 'AWS::IAM::User',
      ...user({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:us-east-1:1:key/k' }),
    },
    { resourceType: 'AWS::IAM::User', ...user({ Effect: 'Deny', Action: 'kms:*', Resource: '*' }) },
    { resourceType: 'AWS::IAM::Group', configuration: {}, parameters },
  ],
  violates: [{ resourceType: 'AWS::IAM::User', ...user({ Effect: 'Allow', Action: ['kms:*'], Resource: ['*'] }) }],
});
