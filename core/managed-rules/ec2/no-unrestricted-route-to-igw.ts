import { isEveryone } from '../network.ts';
import { csv } from '../parameters.ts';
import { eachAt, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';

const route = (gatewayId: string, destinationCidrBlock: string) => ({
  configuration: { routes: [{ gatewayId, destinationCidrBlock }] },
});

/** @see AWS Config managed rule "no-unrestricted-route-to-igw" */
export default defineResourceRule({
  id: 'NO_UNRESTRICTED_ROUTE_TO_IGW',
  resourceTypes: ['AWS::EC2::RouteTable'],
  parameters: { routeTableIds: { type: 'CSV' } },
  evaluate: ({ configuration, resourceId }, { parameters }) => {
    const found = eachAt(configuration, 'routes').find(
      (each) =>
        textAt(each, 'gatewayId').startsWith('igw-') &&
        (isEveryone(textAt(each, 'destinationCidrBlock')) || isEveryone(textAt(each, 'destinationIpv6CidrBlock'))),
    );
    const isExcluded = csv(parameters.routeTableIds).includes(resourceId);
    return compliantUnless(found && !isExcluded ? `Everything is routed to ${textAt(found, 'gatewayId')}.` : undefined);
  },
  complies: [route('local', '10.0.0.0/16'), route('igw-1', '203.0.113.0/24'), route('nat-1', '0.0.0.0/0')],
  violates: [route('igw-1', '0.0.0.0/0')],
});
