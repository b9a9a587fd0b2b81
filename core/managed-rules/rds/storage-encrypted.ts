import { isKey } from '../parameters.ts';
import { isTrue, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const encrypted = { configuration: { storageEncrypted: true, kmsKeyId: 'arn:aws:kms:us-east-1:1:key/k' } };

/** @see AWS Config managed rule "rds-storage-encrypted" */
export default defineResourceRule({
  id: 'RDS_STORAGE_ENCRYPTED',
  resourceTypes: ['AWS::RDS::DBInstance'],
  parameters: { kmsKeyId: { type: 'String' } },
  evaluate: ({ configuration }, { parameters: { kmsKeyId } }) => {
    if (!isTrue(configuration, 'storageEncrypted')) return compliantWhen(false, 'The storage is not encrypted.');
    return compliantWhen(
      !kmsKeyId || isKey(textAt(configuration, 'kmsKeyId'), kmsKeyId),
      'It is encrypted with another key.',
    );
  },
  complies: [encrypted, { ...encrypted, parameters: { kmsKeyId: 'k' } }],
  violates: [
    { configuration: { storageEncrypted: false } },
    { ...encrypted, parameters: { kmsKeyId: 'other' } },
    {
      configuration: { storageEncrypted: true, kmsKeyId: 'arn:aws:kms:us-east-1:1:key/k' },
      parameters: { kmsKeyId: 'ey/k' },
    },
  ],
});
