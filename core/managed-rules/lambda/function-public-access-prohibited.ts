import { isPublic, statementsOf } from '../policy.ts';
import { valueAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const policy = (statement: object) => ({
  supplementaryConfiguration: { Policy: { Statement: [JSON.parse(JSON.stringify(statement))] } },
});

/** @see AWS Config managed rule "lambda-function-public-access-prohibited" */
export default defineResourceRule({
  id: 'LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED',
  resourceTypes: ['AWS::Lambda::Function'],
  evaluate: ({ supplementaryConfiguration: parts }) => {
    const document = valueAt(parts.Policy, 'policyText') ?? parts.Policy;
    return compliantWhen(!statementsOf(document).some(isPublic), 'Everyone may invoke the function.');
  },
  complies: [
    {},
    policy({ Effect: 'Allow', Principal: '*', Condition: { StringEquals: { 'AWS:SourceAccount': '123456789012' } } }),
    policy({ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' } }),
  ],
  violates: [
    policy({ Effect: 'Allow', Principal: '*' }),
    policy({ Effect: 'Allow', Principal: { AWS: '*' } }),
    policy({
      Effect: 'Allow',
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    }),
  ],
});
