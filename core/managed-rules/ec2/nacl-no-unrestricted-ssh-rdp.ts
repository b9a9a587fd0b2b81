import { isEveryone } from '../network.ts';
import { eachAt, isTrue, numberAt, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';

const entry = (cidrBlock: string, from: number, to: number, ruleAction = 'allow') => ({
  configuration: { entries: [{ egress: false, protocol: '6', ruleAction, cidrBlock, portRange: { from, to } }] },
});

/** @see AWS Config managed rule "nacl-no-unrestricted-ssh-rdp" */
export default defineResourceRule({
  id: 'NACL_NO_UNRESTRICTED_SSH_RDP',
  resourceTypes: ['AWS::EC2::NetworkAcl'],
  evaluate: ({ configuration }) => {
    const open = eachAt(configuration, 'entries').filter(
      (each) =>
        !isTrue(each, 'egress') &&
        textAt(each, 'ruleAction') === 'allow' &&
        ['-1', '6', 'tcp', '17', 'udp'].includes(textAt(each, 'protocol')) &&
        (isEveryone(textAt(each, 'cidrBlock')) || isEveryone(textAt(each, 'ipv6CidrBlock'))),
    );
    const port = [22, 3389].find((each) =>
      open.some(
        (rule) => (numberAt(rule, 'portRange.from') ?? 0) <= each && each <= (numberAt(rule, 'portRange.to') ?? 65_535),
      ),
    );
    return compliantUnless(port && `Port ${port} is open to the internet.`);
  },
  complies: [entry('10.0.0.0/8', 22, 22), entry('0.0.0.0/0', 443, 443), entry('0.0.0.0/0', 22, 22, 'deny')],
  violates: [
    entry('0.0.0.0/0', 22, 22),
    entry('0.0.0.0/0', 3000, 4000),
    {
      configuration: {
        entries: [
          {
            egress: false,
            protocol: '17',
            ruleAction: 'allow',
            cidrBlock: '0.0.0.0/0',
            portRange: { from: 3389, to: 3389 },
          },
        ],
      },
    },
  ],
});
