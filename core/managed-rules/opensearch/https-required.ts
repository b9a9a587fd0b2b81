import { isAllowed } from '../parameters.ts';
import { isTrue, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const domain = (EnforceHTTPS: boolean, TLSSecurityPolicy = 'Policy-Min-TLS-1-2-2019-07') => ({
  configuration: { DomainEndpointOptions: { EnforceHTTPS, TLSSecurityPolicy } },
});

/** @see AWS Config managed rule "opensearch-https-required" */
export default defineResourceRule({
  id: 'OPENSEARCH_HTTPS_REQUIRED',
  resourceTypes: ['AWS::OpenSearch::Domain'],
  parameters: { tlsPolicies: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters: { tlsPolicies } }) => {
    if (!isTrue(configuration, 'DomainEndpointOptions.EnforceHTTPS')) {
      return compliantWhen(false, 'The domain takes requests without TLS.');
    }
    const policy = textAt(configuration, 'DomainEndpointOptions.TLSSecurityPolicy');
    return compliantWhen(isAllowed(tlsPolicies, policy), `The TLS policy is ${policy}.`);
  },
  complies: [domain(true), { ...domain(true), parameters: { tlsPolicies: 'Policy-Min-TLS-1-2-2019-07' } }],
  violates: [
    { configuration: {} },
    domain(false),
    { ...domain(true, 'Policy-Min-TLS-1-0-2019-07'), parameters: { tlsPolicies: 'Policy-Min-TLS-1-2-2019-07' } },
  ],
});
