import { compliantWhen, defineResourceRule } from '../rule.ts';
import { attributesOf, v2 } from './attributes.ts';

/** @see AWS Config managed rule "elb-deletion-protection-enabled" */
export default defineResourceRule({
  id: 'ELB_DELETION_PROTECTION_ENABLED',
  resourceTypes: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  evaluate: (balancer) =>
    compliantWhen(
      attributesOf(balancer).get('deletion_protection.enabled') === 'true',
      'The load balancer can be deleted.',
    ),
  complies: [v2({ 'deletion_protection.enabled': 'true' })],
  violates: [{}, v2({ 'deletion_protection.enabled': 'false' })],
});
