import { isAllowed } from '../parameters.ts';
import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "sagemaker-notebook-instance-kms-key-configured" */
export default defineResourceRule({
  id: 'SAGEMAKER_NOTEBOOK_INSTANCE_KMS_KEY_CONFIGURED',
  resourceTypes: ['AWS::SageMaker::NotebookInstance'],
  periodic: true,
  parameters: { kmsKeyArns: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters }) => {
    const key = textAt(configuration, 'KmsKeyId');
    return compliantWhen(
      key !== '' && isAllowed(parameters.kmsKeyArns, key),
      'The notebook has no KMS key (of those asked for).',
    );
  },
  complies: [{ configuration: { KmsKeyId: 'arn:k' } }],
  violates: [{ configuration: {} }],
});
