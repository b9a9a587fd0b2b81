import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "ec2-instance-managed-by-systems-manager" */
export default defineResourceRule({
  id: 'EC2_INSTANCE_MANAGED_BY_SSM',
  resourceTypes: ['AWS::EC2::Instance'],
  evaluate: ({ relationships }) =>
    compliantWhen(
      relationships.some(({ resourceType }) => resourceType === 'AWS::SSM::ManagedInstanceInventory'),
      'Systems Manager does not manage the instance.',
    ),
  complies: [{ relationships: [{ resourceType: 'AWS::SSM::ManagedInstanceInventory', resourceId: 'i-1' }] }],
  violates: [{}],
});
