import { csv } from '../parameters.ts';
import { numberAt, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';

const example = { configuration: { runtime: 'nodejs24.x', timeout: 3, memorySize: 128 } };
const parameters = { runtime: 'nodejs22.x, nodejs24.x' };

/** @see AWS Config managed rule "lambda-function-settings-check" */
export default defineResourceRule({
  id: 'LAMBDA_FUNCTION_SETTINGS_CHECK',
  resourceTypes: ['AWS::Lambda::Function'],
  parameters: {
    runtime: { type: 'CSV', isRequired: true },
    role: { type: 'String' },
    timeout: { type: 'int', default: '3' },
    memorySize: { type: 'int', default: '128' },
  },
  evaluate: ({ configuration }, { parameters: { runtime, role, timeout, memorySize } }) => {
    const actual = textAt(configuration, 'runtime');
    if (!csv(runtime).includes(actual)) return compliantUnless(`The runtime is ${actual || 'an image'}.`);
    if (role && textAt(configuration, 'role') !== role) return compliantUnless('The function has another role.');
    if (numberAt(configuration, 'timeout') !== Number(timeout)) return compliantUnless('The time-out is another.');
    return compliantUnless(
      numberAt(configuration, 'memorySize') === Number(memorySize) ? undefined : 'The memory is another.',
    );
  },
  complies: [{ ...example, parameters }],
  violates: [
    { ...example, parameters: { runtime: 'nodejs22.x' } },
    { ...example, parameters: { ...parameters, timeout: '10' } },
  ],
});
