import { isObject } from '../../cloudtrail/index.ts';
import { DAY, listAt, textAt, timeAt, valueAt } from '../read.ts';
import { compliantUnless, defineResourceRule, notApplicable } from '../rule.ts';

/** @see AWS Config managed rule "iam-user-unused-credentials-check" */
export default defineResourceRule({
  id: 'IAM_USER_UNUSED_CREDENTIALS_CHECK',
  resourceTypes: ['AWS::IAM::User'],
  periodic: true,
  parameters: { maxCredentialUsageAge: { type: 'int', default: '90', isRequired: true } },
  evaluate: ({ configuration: user }, { parameters: { maxCredentialUsageAge: days }, now }) => {
    const login = valueAt(user, 'loginProfile');
    if (login === undefined || valueAt(user, 'accessKeys') === undefined) {
      return notApplicable('the item does not say what credentials the user has');
    }
    const oldest = now - Number(days) * DAY;
    const lastSignIn = timeAt(user, 'passwordLastUsed') ?? timeAt(login, 'createDate') ?? now;
    if (isObject(login) && lastSignIn < oldest) return compliantUnless(`The password was not used for ${days} days.`);
    const idle = listAt(user, 'accessKeys').find(
      (key) =>
        textAt(key, 'status') === 'Active' &&
        (timeAt(key, 'lastUsedDate') ?? timeAt(key, 'createDate') ?? now) < oldest,
    );
    return compliantUnless(idle && `Access key ${textAt(idle, 'accessKeyId')} was not used for ${days} days.`);
  },
  complies: [
    { configuration: { loginProfile: false, accessKeys: [] } },
    { configuration: { loginProfile: { createDate: '2020-01-01' }, passwordLastUsed: '2026-01-01', accessKeys: [] } },
  ],
  violates: [
    { configuration: { loginProfile: { createDate: '2020-01-01' }, accessKeys: [] } },
    { configuration: { loginProfile: false, accessKeys: [{ status: 'Active', lastUsedDate: '2025-01-01' }] } },
  ],
});
