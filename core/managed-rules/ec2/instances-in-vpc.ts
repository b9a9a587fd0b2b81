import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "ec2-instances-in-vpc" */
export default defineResourceRule({
  id: 'INSTANCES_IN_VPC',
  resourceTypes: ['AWS::EC2::Instance'],
  parameters: { vpcId: { type: 'String' } },
  evaluate: ({ configuration }, { parameters: { vpcId } }) => {
    const vpc = textAt(configuration, 'vpcId');
    return compliantWhen(vpc !== '' && (!vpcId || vpc === vpcId), `The instance is in ${vpc || 'no VPC'}.`);
  },
  complies: [{ configuration: { vpcId: 'vpc-1' } }],
  violates: [{ configuration: {} }, { configuration: { vpcId: 'vpc-1' }, parameters: { vpcId: 'vpc-2' } }],
});
