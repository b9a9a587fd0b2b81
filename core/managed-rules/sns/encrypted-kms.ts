import { isAllowed } from '../parameters.ts';
import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const topic = { configuration: { KmsMasterKeyId: 'alias/aws/sns' } };

/** @see AWS Config managed rule "sns-encrypted-kms" */
export default defineResourceRule({
  id: 'SNS_ENCRYPTED_KMS',
  resourceTypes: ['AWS::SNS::Topic'],
  parameters: { kmsKeyIds: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters }) => {
    const key = textAt(configuration, 'KmsMasterKeyId');
    return compliantWhen(
      key !== '' && isAllowed(parameters.kmsKeyIds, key),
      'The topic is not encrypted with the KMS key.',
    );
  },
  complies: [topic],
  violates: [{ configuration: {} }, { ...topic, parameters: { kmsKeyIds: 'arn:k' } }],
});
