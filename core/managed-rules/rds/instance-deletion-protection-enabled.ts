import { isAllowed } from '../parameters.ts';
import { isTrue, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

/** @see AWS Config managed rule "rds-instance-deletion-protection-enabled" */
export default defineResourceRule({
  id: 'RDS_INSTANCE_DELETION_PROTECTION_ENABLED',
  resourceTypes: ['AWS::RDS::DBInstance'],
  parameters: { databaseEngines: { type: 'CSV' } },
  evaluate: ({ configuration }, { parameters }) =>
    isAllowed(parameters.databaseEngines, textAt(configuration, 'engine'))
      ? compliantWhen(isTrue(configuration, 'deletionProtection'), 'The instance can be deleted.')
      : notApplicable('another engine'),
  complies: [{ configuration: { deletionProtection: true } }],
  violates: [{ configuration: { deletionProtection: false } }],
});
