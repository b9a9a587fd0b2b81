import { eachAt, isTrue } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

/** @see AWS Config managed rule "vpc-network-acl-unused-check" */
export default defineResourceRule({
  id: 'VPC_NETWORK_ACL_UNUSED_CHECK',
  resourceTypes: ['AWS::EC2::NetworkAcl'],
  evaluate: ({ configuration: acl }) =>
    isTrue(acl, 'isDefault')
      ? notApplicable('the default network ACL')
      : compliantWhen(eachAt(acl, 'associations').length > 0, 'No subnet uses the network ACL.'),
  complies: [{ configuration: { isDefault: false, associations: [{ subnetId: 'subnet-1' }] } }],
  violates: [{ configuration: { isDefault: false, associations: [] } }],
});
