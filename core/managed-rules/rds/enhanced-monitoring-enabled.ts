import { numberAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "rds-enhanced-monitoring-enabled" */
export default defineResourceRule({
  id: 'RDS_ENHANCED_MONITORING_ENABLED',
  resourceTypes: ['AWS::RDS::DBInstance'],
  parameters: { monitoringInterval: { type: 'int' } },
  evaluate: ({ configuration }, { parameters: { monitoringInterval } }) => {
    const seconds = numberAt(configuration, 'monitoringInterval') ?? 0;
    const isRight = seconds > 0 && (!monitoringInterval || seconds === Number(monitoringInterval));
    return compliantWhen(isRight, seconds > 0 ? `The interval is ${seconds} s.` : 'Enhanced monitoring is off.');
  },
  complies: [{ configuration: { monitoringInterval: 60 } }],
  violates: [
    { configuration: { monitoringInterval: 0 } },
    { configuration: { monitoringInterval: 60 }, parameters: { monitoringInterval: '5' } },
  ],
});
