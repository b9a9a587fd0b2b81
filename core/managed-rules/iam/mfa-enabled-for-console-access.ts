import { isObject } from '../../cloudtrail/index.ts';
import { listAt, valueAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

/** A user without a console password has `loginProfile: false`. @see AWS Config managed rule "mfa-enabled-for-iam-console-access" */
export default defineResourceRule({
  id: 'MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS',
  resourceTypes: ['AWS::IAM::User'],
  periodic: true,
  evaluate: ({ configuration: user }) => {
    const login = valueAt(user, 'loginProfile');
    if (login === undefined) return notApplicable('the item does not say whether the user has a console password');
    if (!isObject(login)) return compliantWhen(true, '');
    if (valueAt(user, 'mfaDevices') === undefined)
      return notApplicable('the item does not say whether the user has MFA');
    return compliantWhen(listAt(user, 'mfaDevices').length > 0, 'The user signs in to the console without MFA.');
  },
  complies: [
    { configuration: { loginProfile: false, mfaDevices: [] } },
    { configuration: { loginProfile: { createDate: '2026-01-01' }, mfaDevices: [{ serialNumber: 's' }] } },
  ],
  violates: [{ configuration: { loginProfile: { createDate: '2026-01-01' }, mfaDevices: [] } }],
});
