import { eachAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

/** @see AWS Config managed rule "vpc-default-security-group-closed" */
export default defineResourceRule({
  id: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED',
  resourceTypes: ['AWS::EC2::SecurityGroup'],
  evaluate: ({ configuration: group }) => {
    if (textAt(group, 'groupName') !== 'default') return notApplicable('not the default security group');
    const open = eachAt(group, 'ipPermissions').length + eachAt(group, 'ipPermissionsEgress').length;
    return compliantWhen(open === 0, `The default security group has ${open} rules.`);
  },
  complies: [{ configuration: { groupName: 'default', ipPermissions: [], ipPermissionsEgress: [] } }],
  violates: [{ configuration: { groupName: 'default', ipPermissionsEgress: [{ ipProtocol: '-1' }] } }],
});
