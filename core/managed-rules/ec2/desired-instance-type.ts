import { csv } from '../parameters.ts';
import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const small = { configuration: { instanceType: 't3.small' } };

/** @see AWS Config managed rule "desired-instance-type" */
export default defineResourceRule({
  id: 'DESIRED_INSTANCE_TYPE',
  resourceTypes: ['AWS::EC2::Instance'],
  parameters: { instanceType: { type: 'CSV', isRequired: true } },
  evaluate: ({ configuration }, { parameters }) => {
    const type = textAt(configuration, 'instanceType');
    return compliantWhen(csv(parameters.instanceType).includes(type), `The instance is a ${type}.`);
  },
  complies: [{ ...small, parameters: { instanceType: 't3.micro,t3.small' } }],
  violates: [{ ...small, parameters: { instanceType: 'm5.large' } }],
});
