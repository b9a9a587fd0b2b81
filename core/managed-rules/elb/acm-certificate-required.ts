import { eachAt, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule, notApplicable } from '../rule.ts';

const listener = (protocol: string, sslcertificateId?: string) => ({
  configuration: { listenerDescriptions: [{ listener: { protocol, sslcertificateId } }] },
});

/** @see AWS Config managed rule "elb-acm-certificate-required" */
export default defineResourceRule({
  id: 'ELB_ACM_CERTIFICATE_REQUIRED',
  resourceTypes: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  evaluate: ({ configuration }) => {
    const secure = eachAt(configuration, 'listenerDescriptions').filter((each) =>
      ['HTTPS', 'SSL'].includes(textAt(each, 'listener.protocol').toUpperCase()),
    );
    if (secure.length === 0) return notApplicable('no listener for SSL or HTTPS');
    const wrong = secure.find((each) => !/^arn:aws[\w-]*:acm:/.test(textAt(each, 'listener.sslcertificateId')));
    return compliantUnless(wrong && `A listener for ${textAt(wrong, 'listener.protocol')} has no certificate of ACM.`);
  },
  complies: [
    listener('HTTPS', 'arn:aws:acm:us-east-1:1:certificate/c'),
    listener('HTTPS', 'arn:aws-cn:acm:cn-north-1:1:certificate/c'),
  ],
  exempts: [listener('HTTP'), { configuration: {} }],
  violates: [listener('SSL'), listener('HTTPS', 'arn:aws:iam::1:server-certificate/c')],
});
