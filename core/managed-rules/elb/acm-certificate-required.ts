import { eachAt, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';

const listener = (protocol: string, sslcertificateId?: string) => ({
  configuration: { listenerDescriptions: [{ listener: { protocol, sslcertificateId } }] },
});

/** @see AWS Config managed rule "elb-acm-certificate-required" */
export default defineResourceRule({
  id: 'ELB_ACM_CERTIFICATE_REQUIRED',
  resourceTypes: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  evaluate: ({ configuration }) => {
    const wrong = eachAt(configuration, 'listenerDescriptions').find(
      (each) => !textAt(each, 'listener.sslcertificateId').startsWith('arn:aws:acm:'),
    );
    return compliantUnless(wrong && `A listener for ${textAt(wrong, 'listener.protocol')} has no certificate of ACM.`);
  },
  complies: [listener('HTTPS', 'arn:aws:acm:us-east-1:1:certificate/c')],
  violates: [listener('HTTP'), listener('HTTPS', 'arn:aws:iam::1:server-certificate/c')],
});
