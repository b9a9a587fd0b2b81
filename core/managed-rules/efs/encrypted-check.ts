import { isTrue, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const encrypted = { configuration: { Encrypted: true, KmsKeyId: 'arn:k' } };

/** @see AWS Config managed rule "efs-encrypted-check" */
export default defineResourceRule({
  id: 'EFS_ENCRYPTED_CHECK',
  resourceTypes: ['AWS::EFS::FileSystem'],
  periodic: true,
  parameters: { KmsKeyId: { type: 'String' } },
  evaluate: ({ configuration }, { parameters: { KmsKeyId } }) => {
    const isRight = isTrue(configuration, 'Encrypted') && (!KmsKeyId || textAt(configuration, 'KmsKeyId') === KmsKeyId);
    return compliantWhen(isRight, 'The file system is not encrypted with the key.');
  },
  complies: [encrypted],
  violates: [{ configuration: { Encrypted: false } }, { ...encrypted, parameters: { KmsKeyId: 'arn:j' } }],
});
