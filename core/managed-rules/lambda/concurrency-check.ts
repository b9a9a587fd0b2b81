import { numberAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const reserved = (reservedConcurrentExecutions: number) => ({
  supplementaryConfiguration: { Concurrency: { reservedConcurrentExecutions } },
});

/** @see AWS Config managed rule "lambda-concurrency-check" */
export default defineResourceRule({
  id: 'LAMBDA_CONCURRENCY_CHECK',
  resourceTypes: ['AWS::Lambda::Function'],
  parameters: { ConcurrencyLimitLow: { type: 'int' }, ConcurrencyLimitHigh: { type: 'int' } },
  evaluate: (
    { supplementaryConfiguration: parts },
    { parameters: { ConcurrencyLimitLow: low, ConcurrencyLimitHigh: high } },
  ) => {
    const limit = numberAt(parts.Concurrency, 'reservedConcurrentExecutions');
    if (limit === undefined) return compliantWhen(false, 'The function has no concurrency of its own.');
    return compliantWhen(limit >= Number(low || 0) && (!high || limit <= Number(high)), `The limit is ${limit}.`);
  },
  complies: [reserved(5), { ...reserved(5), parameters: { ConcurrencyLimitLow: '1', ConcurrencyLimitHigh: '10' } }],
  violates: [{}, { ...reserved(50), parameters: { ConcurrencyLimitHigh: '10' } }],
});
