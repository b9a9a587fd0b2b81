import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "cloud-trail-encryption-enabled" */
export default defineResourceRule({
  id: 'CLOUD_TRAIL_ENCRYPTION_ENABLED',
  resourceTypes: ['AWS::CloudTrail::Trail'],
  periodic: true,
  evaluate: ({ configuration }) =>
    compliantWhen(textAt(configuration, 'kmsKeyId') !== '', 'The log files are not encrypted with a KMS key.'),
  complies: [{ configuration: { kmsKeyId: 'arn:k' } }],
  violates: [{ configuration: {} }],
});
