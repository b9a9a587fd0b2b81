import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "eip-attached" */
export default defineResourceRule({
  id: 'EIP_ATTACHED',
  resourceTypes: ['AWS::EC2::EIP'],
  evaluate: ({ configuration: address }) =>
    compliantWhen(
      ['associationId', 'instanceId', 'networkInterfaceId'].some((name) => textAt(address, name) !== ''),
      'The address is attached to nothing.',
    ),
  complies: [{ configuration: { instanceId: 'i-1' } }, { configuration: { networkInterfaceId: 'eni-1' } }],
  violates: [{ configuration: {} }],
});
