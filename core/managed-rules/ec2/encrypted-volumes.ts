import { isTrue, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const encrypted = { configuration: { encrypted: true, kmsKeyId: 'arn:aws:kms:us-east-1:1:key/k' } };

/** @see AWS Config managed rule "encrypted-volumes" */
export default defineResourceRule({
  id: 'ENCRYPTED_VOLUMES',
  resourceTypes: ['AWS::EC2::Volume'],
  parameters: { kmsId: { type: 'String' } },
  evaluate: ({ configuration: volume }, { parameters: { kmsId } }) => {
    if (!isTrue(volume, 'encrypted')) return compliantWhen(false, 'The volume is not encrypted.');
    return compliantWhen(
      !kmsId || textAt(volume, 'kmsKeyId').endsWith(kmsId),
      'The volume is encrypted with another key.',
    );
  },
  complies: [encrypted, { ...encrypted, parameters: { kmsId: 'k' } }],
  violates: [{ configuration: { encrypted: false } }, { ...encrypted, parameters: { kmsId: 'other' } }],
});
