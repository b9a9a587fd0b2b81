import { eachAt, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "ec2-instance-no-public-ip" */
export default defineResourceRule({
  id: 'EC2_INSTANCE_NO_PUBLIC_IP',
  resourceTypes: ['AWS::EC2::Instance'],
  evaluate: ({ configuration: instance }) => {
    const address =
      textAt(instance, 'publicIpAddress') ||
      eachAt(instance, 'networkInterfaces')
        .map((each) => textAt(each, 'association.publicIp'))
        .find((each) => each !== '');
    return compliantUnless(address ? `The instance has the public address ${address}.` : undefined);
  },
  complies: [{ configuration: { privateIpAddress: '10.0.0.1' } }],
  violates: [
    { configuration: { publicIpAddress: '203.0.113.1' } },
    { configuration: { networkInterfaces: [{ association: { publicIp: '203.0.113.1' } }] } },
  ],
});
