import { DAY, timeAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const until = (notAfter: string) => ({ configuration: { notAfter } });

/** @see AWS Config managed rule "acm-certificate-expiration-check" */
export default defineResourceRule({
  id: 'ACM_CERTIFICATE_EXPIRATION_CHECK',
  resourceTypes: ['AWS::ACM::Certificate'],
  periodic: 'also',
  parameters: { daysToExpiration: { type: 'int', default: '14' } },
  evaluate: ({ configuration }, { parameters, now }) => {
    const end = timeAt(configuration, 'notAfter');
    if (end === undefined) return notApplicable('the certificate is not issued');
    const days = Math.floor((end - now) / DAY);
    return compliantWhen(days >= Number(parameters.daysToExpiration), `The certificate expires in ${days} days.`);
  },
  complies: [until('2027-01-01T00:00:00Z')],
  violates: [until('2026-01-15T00:00:00Z'), until('2025-01-01T00:00:00Z')],
});
