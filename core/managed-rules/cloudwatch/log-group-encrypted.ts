import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "cloudwatch-log-group-encrypted" */
export default defineResourceRule({
  id: 'CLOUDWATCH_LOG_GROUP_ENCRYPTED',
  resourceTypes: ['AWS::Logs::LogGroup'],
  periodic: true,
  parameters: { KmsKeyId: { type: 'String' } },
  evaluate: ({ configuration }, { parameters: { KmsKeyId } }) => {
    const key = textAt(configuration, 'kmsKeyId');
    return compliantWhen(
      key !== '' && (!KmsKeyId || key === KmsKeyId),
      'The log group is not encrypted with the KMS key.',
    );
  },
  complies: [{ configuration: { kmsKeyId: 'arn:k' } }],
  violates: [{ configuration: {} }, { configuration: { kmsKeyId: 'arn:k' }, parameters: { KmsKeyId: 'arn:j' } }],
});
