import { csv } from '../parameters.ts';
import { numberAt, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule, notApplicable } from '../rule.ts';

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
    if (textAt(configuration, 'packageType') === 'Image') return notApplicable('a function of an image');
    const actual = textAt(configuration, 'runtime');
    if (!csv(runtime).includes(actual)) return compliantUnless(`The runtime is ${actual}.`);
    const own = textAt(configuration, 'role');
    if (role && own !== role && !own.endsWith(`/${role}`)) return compliantUnless('The function has another role.');
    if (numberAt(configuration, 'timeout') !== Number(timeout)) return compliantUnless('The time-out is another.');
    return compliantUnless(
      numberAt(configuration, 'memorySize') === Number(memorySize) ? undefined : 'The memory is another.',
    );
  },
  complies: [
    { ...example, parameters },
    {
      configuration: { ...example.configuration, role: 'arn:aws:iam::1:role/service-role/reader' },
      parameters: { ...parameters, role: 'reader' },
    },
  ],
  exempts: [{ configuration: { packageType: 'Image', timeout: 900 }, parameters }],
  violates: [
    { ...example, parameters: { runtime: 'nodejs22.x' } },
    { ...example, parameters: { ...parameters, timeout: '10' } },
  ],
});
