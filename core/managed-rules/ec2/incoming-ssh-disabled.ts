import { covers, isTcp, openPermissions } from '../network.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';
import { permission } from './permission-example.ts';

/** @see AWS Config managed rule "restricted-ssh" */
export default defineResourceRule({
  id: 'INCOMING_SSH_DISABLED',
  resourceTypes: ['AWS::EC2::SecurityGroup'],
  evaluate: ({ configuration }) => {
    const isOpen = openPermissions(configuration).some((each) => isTcp(each) && covers(each, 22));
    return compliantWhen(!isOpen, 'Port 22 is open to the internet.');
  },
  complies: [permission('tcp', 22, 22, '10.0.0.0/8'), permission('tcp', 443, 443, '0.0.0.0/0')],
  violates: [
    permission('tcp', 22, 22, '0.0.0.0/0'),
    permission('tcp', 0, 1024, '::/0'),
    permission('-1', undefined, undefined, '0.0.0.0/0'),
  ],
});
