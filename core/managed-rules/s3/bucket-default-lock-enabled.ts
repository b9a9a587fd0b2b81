import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const locked = (objectLockEnabled: string, mode?: string) => ({
  supplementaryConfiguration: { ObjectLockConfiguration: { objectLockEnabled, rule: { defaultRetention: { mode } } } },
});

/** @see AWS Config managed rule "s3-bucket-default-lock-enabled" */
export default defineResourceRule({
  id: 'S3_BUCKET_DEFAULT_LOCK_ENABLED',
  resourceTypes: ['AWS::S3::Bucket'],
  parameters: { mode: { type: 'String' } },
  evaluate: ({ supplementaryConfiguration: { ObjectLockConfiguration: lock } }, { parameters: { mode } }) => {
    if (textAt(lock, 'objectLockEnabled') !== 'Enabled') return compliantWhen(false, 'Object lock is not enabled.');
    const kept = textAt(lock, 'rule.defaultRetention.mode');
    return compliantWhen(
      !mode || kept.toUpperCase() === mode.toUpperCase(),
      `The retention mode is ${kept || 'not set'}.`,
    );
  },
  complies: [locked('Enabled'), { ...locked('Enabled', 'GOVERNANCE'), parameters: { mode: 'GOVERNANCE' } }],
  violates: [{}, { ...locked('Enabled', 'GOVERNANCE'), parameters: { mode: 'COMPLIANCE' } }],
});
