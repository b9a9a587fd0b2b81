import { eachAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const tunnels = (...states: string[]) => ({ configuration: { vgwTelemetry: states.map((status) => ({ status })) } });

/** @see AWS Config managed rule "vpc-vpn-2-tunnels-up" */
export default defineResourceRule({
  id: 'VPC_VPN_2_TUNNELS_UP',
  resourceTypes: ['AWS::EC2::VPNConnection'],
  evaluate: ({ configuration }) => {
    const up = eachAt(configuration, 'vgwTelemetry').filter((each) => textAt(each, 'status') === 'UP').length;
    return compliantWhen(up >= 2, `${up} tunnels are up.`);
  },
  complies: [tunnels('UP', 'UP')],
  violates: [{}, tunnels('UP', 'DOWN')],
});
