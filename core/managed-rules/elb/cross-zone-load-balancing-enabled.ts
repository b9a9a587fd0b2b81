import { compliantWhen, defineResourceRule } from '../rule.ts';
import { attributesOf } from './attributes.ts';

const balancer = (enabled: boolean) => ({
  supplementaryConfiguration: { LoadBalancerAttributes: { crossZoneLoadBalancing: { enabled } } },
});

/** @see AWS Config managed rule "elb-cross-zone-load-balancing-enabled" */
export default defineResourceRule({
  id: 'ELB_CROSS_ZONE_LOAD_BALANCING_ENABLED',
  resourceTypes: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  evaluate: (item) =>
    compliantWhen(
      attributesOf(item).get('load_balancing.cross_zone.enabled') === 'true',
      'Each zone gets the same share, however many instances it has.',
    ),
  complies: [balancer(true)],
  violates: [{}, balancer(false)],
});
