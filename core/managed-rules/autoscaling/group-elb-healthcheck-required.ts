import { listAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const group = (healthCheckType: string) => ({ configuration: { healthCheckType, targetGroupARNs: ['arn:t'] } });

/** @see AWS Config managed rule "autoscaling-group-elb-healthcheck-required" */
export default defineResourceRule({
  id: 'AUTOSCALING_GROUP_ELB_HEALTHCHECK_REQUIRED',
  resourceTypes: ['AWS::AutoScaling::AutoScalingGroup'],
  evaluate: ({ configuration }) => {
    const balancers = [...listAt(configuration, 'loadBalancerNames'), ...listAt(configuration, 'targetGroupARNs')];
    if (balancers.length === 0) return notApplicable('the group has no load balancer');
    return compliantWhen(
      textAt(configuration, 'healthCheckType').split(',').includes('ELB'),
      'Instances that fail behind the load balancer are kept.',
    );
  },
  complies: [group('ELB')],
  violates: [group('EC2')],
});
