import { hasAny, isTrue } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

/** @see AWS Config managed rule "vpc-network-acl-unused-check" */
export default defineResourceRule({
  id: 'VPC_NETWORK_ACL_UNUSED_CHECK',
  resourceTypes: ['AWS::EC2::NetworkAcl'],
  evaluate: ({ configuration: acl }) =>
    isTrue(acl, 'isDefault') && !hasAny(acl, 'associations')
      ? notApplicable('the default network ACL')
      : compliantWhen(hasAny(acl, 'associations'), 'No subnet uses the network ACL.'),
  complies: [
    { configuration: { isDefault: false, associations: [{ subnetId: 'subnet-1' }] } },
    { configuration: { isDefault: true, associations: [{ subnetId: 'subnet-1' }] } },
  ],
  exempts: [{ configuration: { isDefault: true, associations: [] } }],
  violates: [{ configuration: { isDefault: false, associations: [] } }],
});
