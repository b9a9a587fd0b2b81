import { isAllowed } from '../parameters.ts';
import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "secretsmanager-using-cmk" */
export default defineResourceRule({
  id: 'SECRETSMANAGER_USING_CMK',
  resourceTypes: ['AWS::SecretsManager::Secret'],
  parameters: { kmsKeyArns: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters }) => {
    const key = textAt(configuration, 'KMSKeyId');
    const isOwn = key !== '' && !key.endsWith('alias/aws/secretsmanager');
    return compliantWhen(
      isOwn && isAllowed(parameters.kmsKeyArns, key),
      'The secret is not encrypted with a key of your own.',
    );
  },
  complies: [{ configuration: { KMSKeyId: 'arn:k' } }],
  violates: [{ configuration: {} }, { configuration: { KMSKeyId: 'alias/aws/secretsmanager' } }],
});
