import { isTcp, openPermissions, portsOf } from '../network.ts';
import { csv } from '../parameters.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';
import { permission } from './permission-example.ts';

/** @see AWS Config managed rule "vpc-sg-open-only-to-authorized-ports" */
export default defineResourceRule({
  id: 'VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS',
  resourceTypes: ['AWS::EC2::SecurityGroup'],
  parameters: { authorizedTcpPorts: { type: 'CSV' }, authorizedUdpPorts: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters }) => {
    const wrong = openPermissions(configuration).find((each) => {
      const ports = portsOf(each);
      const authorized = csv(isTcp(each) ? parameters.authorizedTcpPorts : parameters.authorizedUdpPorts);
      return ports === undefined || !authorized.some((range) => contains(range, ports));
    });
    return compliantUnless(
      wrong && `Open to the internet: ${(portsOf(wrong) ?? ['a protocol without ports']).join('-')}`,
    );
  },
  complies: [
    permission('tcp', 22, 22, '10.0.0.0/8'),
    { ...permission('tcp', 443, 443, '0.0.0.0/0'), parameters: { authorizedTcpPorts: '80, 440-450' } },
  ],
  violates: [
    permission('tcp', 443, 443, '0.0.0.0/0'),
    { ...permission('udp', 443, 443, '0.0.0.0/0'), parameters: { authorizedTcpPorts: '443' } },
    { ...permission('-1', undefined, undefined, '::/0'), parameters: { authorizedTcpPorts: '443' } },
  ],
});

function contains(range: string, [from, to]: readonly [number, number]): boolean {
  const [low = Number.NaN, high = low] = range.split('-').map(Number);
  return low <= from && to <= high;
}
