import { eachAt, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule, notApplicable } from '../rule.ts';

const listeners = (...protocols: string[]) => ({
  configuration: { listenerDescriptions: protocols.map((protocol) => ({ listener: { protocol } })) },
});

/** @see AWS Config managed rule "elb-tls-https-listeners-only" */
export default defineResourceRule({
  id: 'ELB_TLS_HTTPS_LISTENERS_ONLY',
  resourceTypes: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  evaluate: ({ configuration }) => {
    const listening = eachAt(configuration, 'listenerDescriptions');
    if (listening.length === 0) return notApplicable('no listener');
    const plain = listening
      .map((each) => textAt(each, 'listener.protocol').toUpperCase())
      .find((protocol) => protocol !== 'HTTPS' && protocol !== 'SSL');
    return compliantUnless(plain && `A listener takes ${plain}.`);
  },
  complies: [listeners('HTTPS', 'SSL')],
  exempts: [{ configuration: {} }, listeners()],
  violates: [listeners('HTTPS', 'HTTP')],
});
