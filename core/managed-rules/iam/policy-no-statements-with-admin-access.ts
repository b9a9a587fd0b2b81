import { allows, defaultDocument, statementsOf, textsOf } from '../policy.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';
import { policyExample } from './policy-example.ts';

/** @see AWS Config managed rule "iam-policy-no-statements-with-admin-access" */
export default defineResourceRule({
  id: 'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS',
  resourceTypes: ['AWS::IAM::Policy'],
  parameters: { excludePermissionBoundaryPolicy: { type: 'boolean' } },
  evaluate: ({ configuration }) =>
    compliantWhen(
      !statementsOf(defaultDocument(configuration)).some(
        (statement) =>
          allows(statement) &&
          textsOf(statement, 'Action').includes('*') &&
          textsOf(statement, 'Resource').includes('*'),
      ),
      'A statement allows every action on every resource.',
    ),
  complies: [
    policyExample({ Effect: 'Allow', Action: 's3:*', Resource: '*' }),
    policyExample({ Effect: 'Deny', Action: '*', Resource: '*' }),
  ],
  violates: [policyExample({ Effect: 'Allow', Action: ['s3:GetObject', '*'], Resource: ['*'] })],
});
