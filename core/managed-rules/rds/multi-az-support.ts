import { isTrue, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const instance = (engine: string, multiAZ: boolean) => ({ configuration: { engine, multiAZ } });

/** @see AWS Config managed rule "rds-multi-az-support" */
export default defineResourceRule({
  id: 'RDS_MULTI_AZ_SUPPORT',
  resourceTypes: ['AWS::RDS::DBInstance'],
  evaluate: ({ configuration }) =>
    /^(aurora|docdb|neptune)/.test(textAt(configuration, 'engine'))
      ? notApplicable('an instance of a cluster')
      : compliantWhen(isTrue(configuration, 'multiAZ'), 'The instance has no standby in another zone.'),
  complies: [instance('mysql', true)],
  violates: [instance('mysql', false), { configuration: {} }],
  exempts: [instance('aurora-mysql', false), instance('docdb', false), instance('neptune', false)],
});
