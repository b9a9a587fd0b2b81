import { csv } from '../parameters.ts';
import { eachAt, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';

const attached = { configuration: { attachments: [{ vpcId: 'vpc-1', state: 'available' }] } };

/** @see AWS Config managed rule "internet-gateway-authorized-vpc-only" */
export default defineResourceRule({
  id: 'INTERNET_GATEWAY_AUTHORIZED_VPC_ONLY',
  resourceTypes: ['AWS::EC2::InternetGateway'],
  parameters: { AuthorizedVpcIds: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters }) => {
    const authorized = csv(parameters.AuthorizedVpcIds);
    const vpcs = eachAt(configuration, 'attachments').map((each) => textAt(each, 'vpcId'));
    const wrong = vpcs.find((vpc) => !authorized.includes(vpc));
    return compliantUnless(wrong && `The gateway is attached to ${wrong}.`);
  },
  complies: [{ configuration: { attachments: [] } }, { ...attached, parameters: { AuthorizedVpcIds: 'vpc-1' } }],
  violates: [attached, { ...attached, parameters: { AuthorizedVpcIds: 'vpc-2' } }],
});
