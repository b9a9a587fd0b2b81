import { allows, defaultDocument, statementsOf, textsOf } from '../policy.ts';
import { compliantUnless, defineResourceRule, notApplicable } from '../rule.ts';
import { BOUNDARIES, isExcluded } from './boundary-policies.ts';
import { boundary, policyExample } from './policy-example.ts';

/** @see AWS Config managed rule "iam-policy-no-statements-with-full-access" */
export default defineResourceRule({
  id: 'IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS',
  resourceTypes: ['AWS::IAM::Policy'],
  parameters: BOUNDARIES,
  evaluate: ({ configuration }, { parameters }) => {
    if (isExcluded(configuration, parameters)) return notApplicable('a permissions boundary');
    const actions = statementsOf(defaultDocument(configuration))
      .filter(allows)
      .flatMap((statement) => textsOf(statement, 'Action'));
    const full = actions.find((action) => action === '*' || /^[\w-]+:\*$/.test(action));
    return compliantUnless(full && `A statement allows ${full}.`);
  },
  complies: [policyExample({ Effect: 'Allow', Action: 's3:Get*', Resource: '*' })],
  exempts: [boundary({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' })],
  violates: [
    policyExample({ Effect: 'Allow', Action: 'ec2:*', Resource: 'arn:x' }),
    policyExample({ Effect: 'Allow', Action: '*', Resource: '*' }),
  ],
});
