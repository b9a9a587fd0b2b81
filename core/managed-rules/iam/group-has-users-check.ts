import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "iam-group-has-users-check" */
export default defineResourceRule({
  id: 'IAM_GROUP_HAS_USERS_CHECK',
  resourceTypes: ['AWS::IAM::Group'],
  evaluate: ({ relationships }) =>
    compliantWhen(
      relationships.some(({ resourceType }) => resourceType === 'AWS::IAM::User'),
      'The group has no user.',
    ),
  complies: [{ relationships: [{ resourceType: 'AWS::IAM::User', resourceId: 'AIDA1' }] }],
  violates: [{}, { relationships: [{ resourceType: 'AWS::IAM::Policy', resourceId: 'ANPA1' }] }],
});
