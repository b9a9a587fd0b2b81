import { allows, defaultDocument, statementsOf, textsOf } from '../policy.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';
import { policyExample } from './policy-example.ts';

/** @see AWS Config managed rule "iam-policy-no-statements-with-full-access" */
export default defineResourceRule({
  id: 'IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS',
  resourceTypes: ['AWS::IAM::Policy'],
  parameters: { excludePermissionBoundaryPolicy: { type: 'boolean' } },
  evaluate: ({ configuration }) => {
    const actions = statementsOf(defaultDocument(configuration))
      .filter(allows)
      .flatMap((statement) => textsOf(statement, 'Action'));
    const full = actions.find((action) => action === '*' || /^[\w-]+:\*$/.test(action));
    return compliantUnless(full && `A statement allows ${full}.`);
  },
  complies: [policyExample({ Effect: 'Allow', Action: 's3:Get*', Resource: '*' })],
  violates: [
    policyExample({ Effect: 'Allow', Action: 'ec2:*', Resource: 'arn:x' }),
    policyExample({ Effect: 'Allow', Action: '*', Resource: '*' }),
  ],
});
