import { isAllowed } from '../parameters.ts';
import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const queue = { configuration: { deadLetterConfig: { targetArn: 'arn:q' } } };

/** @see AWS Config managed rule "lambda-dlq-check" */
export default defineResourceRule({
  id: 'LAMBDA_DLQ_CHECK',
  resourceTypes: ['AWS::Lambda::Function'],
  parameters: { dlqArns: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters }) => {
    const target = textAt(configuration, 'deadLetterConfig.targetArn');
    return compliantWhen(target !== '' && isAllowed(parameters.dlqArns, target), 'Failed events are lost.');
  },
  complies: [queue],
  violates: [{ configuration: {} }, { ...queue, parameters: { dlqArns: 'arn:other' } }],
});
