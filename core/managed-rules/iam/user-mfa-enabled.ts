import { listAt, valueAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

/** @see AWS Config managed rule "iam-user-mfa-enabled" */
export default defineResourceRule({
  id: 'IAM_USER_MFA_ENABLED',
  resourceTypes: ['AWS::IAM::User'],
  periodic: true,
  evaluate: ({ configuration: user }) =>
    valueAt(user, 'mfaDevices') === undefined
      ? notApplicable('the item does not say whether the user has MFA')
      : compliantWhen(listAt(user, 'mfaDevices').length > 0, 'The user has no MFA device.'),
  complies: [{ configuration: { mfaDevices: [{ serialNumber: 's' }] } }],
  violates: [{ configuration: { mfaDevices: [] } }],
});
