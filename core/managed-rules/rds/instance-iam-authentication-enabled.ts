import { isTrue, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';
import { THERE } from './logging-enabled.ts';

const ENGINES = ['', 'mysql', 'postgres', 'aurora', 'aurora-mysql', 'aurora-postgresql', 'mariadb'];

const instance = (iAMDatabaseAuthenticationEnabled: boolean, more: object = {}) => ({
  configuration: { engine: 'mysql', iAMDatabaseAuthenticationEnabled, ...more },
});

/** Only some engines know it. @see AWS Config managed rule "rds-instance-iam-authentication-enabled" */
export default defineResourceRule({
  id: 'RDS_INSTANCE_IAM_AUTHENTICATION_ENABLED',
  resourceTypes: ['AWS::RDS::DBInstance'],
  evaluate: ({ configuration }) => {
    if (!ENGINES.includes(textAt(configuration, 'engine')))
      return notApplicable('an engine without IAM authentication');
    if (!THERE.includes(textAt(configuration, 'dBInstanceStatus'))) return notApplicable('not available');
    return compliantWhen(isTrue(configuration, 'iAMDatabaseAuthenticationEnabled'), 'IAM authentication is off.');
  },
  complies: [instance(true), instance(true, { dBInstanceStatus: 'available' })],
  violates: [instance(false), { configuration: {} }],
  exempts: [instance(false, { engine: 'oracle-ee' }), instance(false, { dBInstanceStatus: 'creating' })],
});
