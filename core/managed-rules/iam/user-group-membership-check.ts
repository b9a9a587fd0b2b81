import { csv } from '../parameters.ts';
import { textsAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "iam-user-group-membership-check" */
export default defineResourceRule({
  id: 'IAM_USER_GROUP_MEMBERSHIP_CHECK',
  resourceTypes: ['AWS::IAM::User'],
  parameters: { groupNames: { type: 'CSV' } },
  evaluate: ({ configuration: user }, { parameters }) => {
    const groups = textsAt(user, 'groupList');
    if (groups.length === 0) return compliantWhen(false, 'The user is in no group.');
    const missing = csv(parameters.groupNames).filter((group) => !groups.includes(group));
    return compliantWhen(missing.length === 0, `The user is not in ${missing.join(', ')}.`);
  },
  complies: [{ configuration: { groupList: ['dev'] } }],
  violates: [{ configuration: {} }, { configuration: { groupList: ['dev'] }, parameters: { groupNames: 'dev,ops' } }],
});
