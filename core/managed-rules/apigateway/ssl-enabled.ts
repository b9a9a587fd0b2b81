import { isAllowed } from '../parameters.ts';
import { textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "api-gw-ssl-enabled" */
export default defineResourceRule({
  id: 'API_GW_SSL_ENABLED',
  resourceTypes: ['AWS::ApiGateway::Stage'],
  parameters: { CertificateIDs: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters }) => {
    const id = textAt(configuration, 'clientCertificateId');
    return compliantWhen(id !== '' && isAllowed(parameters.CertificateIDs, id), 'The stage has no client certificate.');
  },
  complies: [{ configuration: { clientCertificateId: 'c' } }],
  violates: [
    { configuration: {} },
    { configuration: { clientCertificateId: 'c' }, parameters: { CertificateIDs: 'd' } },
  ],
});
