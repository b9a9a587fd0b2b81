import { isTrue, textAt, valueAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const key = (keyRotationEnabled: boolean, more: Record<string, string> = {}) => ({
  configuration: {
    keyManager: 'CUSTOMER',
    keyState: 'Enabled',
    keySpec: 'SYMMETRIC_DEFAULT',
    keyRotationEnabled,
    ...more,
  },
});

/** Only symmetric keys of the customer whose material is AWS's can rotate. @see AWS Config managed rule "cmk-backing-key-rotation-enabled" */
export default defineResourceRule({
  id: 'CMK_BACKING_KEY_ROTATION_ENABLED',
  resourceTypes: ['AWS::KMS::Key'],
  periodic: true,
  evaluate: ({ configuration, supplementaryConfiguration: parts }) => {
    const spec =
      textAt(configuration, 'keySpec') || textAt(configuration, 'customerMasterKeySpec') || 'SYMMETRIC_DEFAULT';
    const isOurs =
      textAt(configuration, 'keyManager') !== 'AWS' &&
      !['EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'].includes(textAt(configuration, 'origin'));
    if (!isOurs || spec !== 'SYMMETRIC_DEFAULT') return notApplicable('a key that does not rotate');
    if (textAt(configuration, 'keyState').startsWith('Pending')) return notApplicable('a key that is to be deleted');
    const state = valueAt(parts, 'KeyRotationStatus') ?? valueAt(configuration, 'keyRotationEnabled');
    if (state === undefined) return notApplicable('the item does not say whether the key rotates');
    return compliantWhen(isTrue({ state }, 'state') || isTrue(state, 'keyRotationEnabled'), 'The key does not rotate.');
  },
  complies: [key(true), { ...key(false), supplementaryConfiguration: { KeyRotationStatus: true } }],
  violates: [key(false)],
});
