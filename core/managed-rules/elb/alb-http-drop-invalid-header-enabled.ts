import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';
import { attributesOf, isOther, v2 } from './attributes.ts';

/** @see AWS Config managed rule "alb-http-drop-invalid-header-enabled" */
export default defineResourceRule({
  id: 'ALB_HTTP_DROP_INVALID_HEADER_ENABLED',
  resourceTypes: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
  evaluate: (balancer) =>
    isOther(balancer)
      ? notApplicable('not an application load balancer')
      : compliantWhen(
          attributesOf(balancer).get('routing.http.drop_invalid_header_fields.enabled') === 'true',
          'Invalid headers are passed on.',
        ),
  complies: [v2({ 'routing.http.drop_invalid_header_fields.enabled': 'true' })],
  violates: [{}],
});
