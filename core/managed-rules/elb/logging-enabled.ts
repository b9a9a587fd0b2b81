import { isAllowed } from '../parameters.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';
import { attributesOf, isOther, v2 } from './attributes.ts';

/** @see AWS Config managed rule "elb-logging-enabled" */
export default defineResourceRule({
  id: 'ELB_LOGGING_ENABLED',
  resourceTypes: ['AWS::ElasticLoadBalancing::LoadBalancer', 'AWS::ElasticLoadBalancingV2::LoadBalancer'],
  parameters: { s3BucketNames: { type: 'CSV' } },
  evaluate: (balancer, { parameters }) => {
    if (isOther(balancer)) return notApplicable('not an application or classic load balancer');
    const attributes = attributesOf(balancer);
    const isRight =
      attributes.get('access_logs.s3.enabled') === 'true' &&
      isAllowed(parameters.s3BucketNames, attributes.get('access_logs.s3.bucket') ?? '');
    return compliantWhen(isRight, 'Access is not logged where it should be.');
  },
  complies: [
    v2({ 'access_logs.s3.enabled': 'true' }),
    {
      resourceType: 'AWS::ElasticLoadBalancing::LoadBalancer',
      supplementaryConfiguration: { LoadBalancerAttributes: { accessLog: { enabled: true, s3BucketName: 'b' } } },
      parameters: { s3BucketNames: 'b' },
    },
  ],
  exempts: [
    { ...v2({}), configuration: { type: 'network' } },
    { ...v2({}), configuration: { type: 'gateway' } },
  ],
  violates: [{}, v2({ 'access_logs.s3.enabled': 'false' })],
});
