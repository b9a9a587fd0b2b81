import { csv } from '../parameters.ts';
import { textsAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const inside = { configuration: { vpcConfig: { subnetIds: ['subnet-1'] } } };

/** @see AWS Config managed rule "lambda-inside-vpc" */
export default defineResourceRule({
  id: 'LAMBDA_INSIDE_VPC',
  resourceTypes: ['AWS::Lambda::Function'],
  parameters: { subnetIds: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters }) => {
    const subnets = textsAt(configuration, 'vpcConfig.subnetIds');
    const allowed = csv(parameters.subnetIds);
    if (subnets.length === 0) return compliantWhen(false, 'The function is in no VPC.');
    const isRight = allowed.length === 0 || subnets.every((subnet) => allowed.includes(subnet));
    return compliantWhen(isRight, `The function is in ${subnets.join(', ')}.`);
  },
  complies: [inside, { ...inside, parameters: { subnetIds: 'subnet-1,subnet-2' } }],
  violates: [{ configuration: {} }, { ...inside, parameters: { subnetIds: 'subnet-2' } }],
});
