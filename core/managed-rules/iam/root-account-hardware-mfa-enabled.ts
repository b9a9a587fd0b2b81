import { listAt, numberAt, textAt, valueAt } from '../read.ts';
import { ACCOUNT, compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const account = (AccountMFAEnabled: number, ...serials: string[]) => ({
  configuration: {
    summaryMap: { AccountMFAEnabled },
    virtualMFADevices: serials.map((serialNumber) => ({ serialNumber })),
  },
});

/** MFA that is none of the virtual devices is a hardware device. @see AWS Config managed rule "root-account-hardware-mfa-enabled" */
export default defineResourceRule({
  id: 'ROOT_ACCOUNT_HARDWARE_MFA_ENABLED',
  resourceTypes: [ACCOUNT],
  periodic: true,
  evaluate: ({ configuration }) => {
    const enabled = numberAt(configuration, 'summaryMap.AccountMFAEnabled');
    if (enabled === undefined || valueAt(configuration, 'virtualMFADevices') === undefined) {
      return notApplicable('the item does not say what MFA device root has');
    }
    if (enabled !== 1) return compliantWhen(false, 'The root user signs in without MFA.');
    const isVirtual = listAt(configuration, 'virtualMFADevices').some((device) =>
      textAt(device, 'serialNumber').endsWith(':mfa/root-account-mfa-device'),
    );
    return compliantWhen(!isVirtual, "The root user's MFA device is a virtual one.");
  },
  complies: [account(1), account(1, 'arn:aws:iam::123456789012:mfa/bob')],
  violates: [account(0), account(1, 'arn:aws:iam::123456789012:mfa/root-account-mfa-device')],
});
