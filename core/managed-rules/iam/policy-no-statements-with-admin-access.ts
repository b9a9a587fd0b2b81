import { allows, defaultDocument, statementsOf, textsOf } from '../policy.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';
import { BOUNDARIES, isExcluded } from './boundary-policies.ts';
import { boundary, policyExample } from './policy-example.ts';

const administrator = { Effect: 'Allow', Action: ['s3:GetObject', '*'], Resource: ['*'] };

/** @see AWS Config managed rule "iam-policy-no-statements-with-admin-access" */
export default defineResourceRule({
  id: 'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS',
  resourceTypes: ['AWS::IAM::Policy'],
  parameters: BOUNDARIES,
  evaluate: ({ configuration }, { parameters }) => {
    if (isExcluded(configuration, parameters)) return notApplicable('a permissions boundary');
    return compliantWhen(
      !statementsOf(defaultDocument(configuration)).some(
        (statement) =>
          allows(statement) &&
          textsOf(statement, 'Action').includes('*') &&
          textsOf(statement, 'Resource').includes('*'),
      ),
      'A statement allows every action on every resource.',
    );
  },
  exempts: [boundary(administrator)],
  complies: [
    policyExample({ Effect: 'Allow', Action: 's3:*', Resource: '*' }),
    policyExample({ Effect: 'Deny', Action: '*', Resource: '*' }),
  ],
  violates: [
    policyExample(administrator),
    { ...boundary(administrator), parameters: {} },
    {
      configuration: {
        policyVersionList: [{ isDefaultVersion: true, document: ` ${JSON.stringify({ Statement: administrator })}` }],
      },
    },
    {
      configuration: {
        policyVersionList: [
          { isDefaultVersion: true, document: encodeURIComponent(`\n${JSON.stringify({ Statement: administrator })}`) },
        ],
      },
    },
  ],
});
