import { csv } from '../parameters.ts';
import { defaultDocument, statementsOf } from '../policy.ts';
import { compliantUnless, defineResourceRule, notApplicable } from '../rule.ts';
import { blockedActionIn } from './blocked-kms-actions.ts';
import { BOUNDARIES, isExcluded } from './boundary-policies.ts';
import { policyExample } from './policy-example.ts';

const parameters = { blockedActionsPatterns: 'kms:Decrypt,kms:ReEncryptFrom' };

/** @see AWS Config managed rule "iam-customer-policy-blocked-kms-actions" */
export default defineResourceRule({
  id: 'IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS',
  resourceTypes: ['AWS::IAM::Policy'],
  parameters: {
    blockedActionsPatterns: { type: 'CSV', isRequired: true },
    ...BOUNDARIES,
  },
  evaluate: ({ configuration }, { parameters: given }) => {
    if (isExcluded(configuration, given)) return notApplicable('a permissions boundary');
    const blocked = csv(given.blockedActionsPatterns);
    const found = statementsOf(defaultDocument(configuration))
      .map((statement) => blockedActionIn(statement, blocked))
      .find((action) => action !== undefined);
    return compliantUnless(found && `The policy allows ${found} on all KMS keys.`);
  },
  complies: [
    {
      ...policyExample({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:us-east-1:1:key/k' }),
      parameters,
    },
    { ...policyExample({ Effect: 'Allow', Action: 's3:*', Resource: '*' }), parameters },
  ],
  violates: [{ ...policyExample({ Effect: 'Allow', Action: 'kms:*', Resource: '*' }), parameters }],
});
