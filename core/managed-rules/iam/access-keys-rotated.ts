import { DAY, listAt, textAt, timeAt, valueAt } from '../read.ts';
import { compliantUnless, defineResourceRule, notApplicable } from '../rule.ts';

/** @see AWS Config managed rule "access-keys-rotated" */
export default defineResourceRule({
  id: 'ACCESS_KEYS_ROTATED',
  resourceTypes: ['AWS::IAM::User'],
  periodic: true,
  parameters: { maxAccessKeyAge: { type: 'int', default: '90', isRequired: true } },
  evaluate: ({ configuration: user }, { parameters, now }) => {
    if (valueAt(user, 'accessKeys') === undefined) return notApplicable('the item does not say what keys the user has');
    const oldest = now - Number(parameters.maxAccessKeyAge) * DAY;
    const old = listAt(user, 'accessKeys').find(
      (key) => textAt(key, 'status') === 'Active' && (timeAt(key, 'createDate') ?? now) < oldest,
    );
    return compliantUnless(
      old && `Access key ${textAt(old, 'accessKeyId')} is older than ${parameters.maxAccessKeyAge} days.`,
    );
  },
  complies: [
    { configuration: { accessKeys: [] } },
    { configuration: { accessKeys: [{ status: 'Active', createDate: '2026-01-01T00:00:00Z' }] } },
    { configuration: { accessKeys: [{ status: 'Inactive', createDate: '2020-01-01T00:00:00Z' }] } },
  ],
  violates: [{ configuration: { accessKeys: [{ status: 'Active', createDate: '2025-01-01T00:00:00Z' }] } }],
});
