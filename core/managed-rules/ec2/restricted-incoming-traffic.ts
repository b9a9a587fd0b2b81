import { covers, isTcp, openPermissions } from '../network.ts';
import type { ParametersOf } from '../parameters.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';
import { permission } from './permission-example.ts';

const USUAL = {
  blockedPort1: '20',
  blockedPort2: '21',
  blockedPort3: '3389',
  blockedPort4: '3306',
  blockedPort5: '4333',
};

const parameters: ParametersOf = Object.fromEntries(
  Object.entries(USUAL).map(([name, port]) => [name, { type: 'int', default: port }]),
);

/** @see AWS Config managed rule "restricted-common-ports" */
export default defineResourceRule({
  id: 'RESTRICTED_INCOMING_TRAFFIC',
  resourceTypes: ['AWS::EC2::SecurityGroup'],
  parameters,
  evaluate: ({ configuration }, { parameters: values }) => {
    const open = openPermissions(configuration).filter(isTcp);
    const ports = Object.keys(USUAL)
      .map((name) => values[name])
      .filter((port) => port && open.some((each) => covers(each, Number(port))));
    return compliantWhen(ports.length === 0, `Open to the internet: port ${ports.join(', ')}`);
  },
  complies: [permission('tcp', 3389, 3389, '10.0.0.0/8'), permission('tcp', 443, 443, '0.0.0.0/0')],
  violates: [
    permission('tcp', 3389, 3389, '0.0.0.0/0'),
    { ...permission('tcp', 5432, 5432, '::/0'), parameters: { blockedPort1: '5432' } },
  ],
});
