import { isAllowed } from '../parameters.ts';
import { numberAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const kept = (retentionInDays?: number) => ({
  configuration: { logGroupName: 'g', ...(retentionInDays && { retentionInDays }) },
});

/** Without a retention log events never expire. @see AWS Config managed rule "cw-loggroup-retention-period-check" */
export default defineResourceRule({
  id: 'CW_LOGGROUP_RETENTION_PERIOD_CHECK',
  resourceTypes: ['AWS::Logs::LogGroup'],
  periodic: true,
  parameters: { LogGroupNames: { type: 'CSV' }, MinRetentionTime: { type: 'int', default: '365' } },
  evaluate: ({ configuration: group }, { parameters }) => {
    if (!isAllowed(parameters.LogGroupNames, textAt(group, 'logGroupName'))) return notApplicable('another log group');
    const days = numberAt(group, 'retentionInDays') ?? Number.POSITIVE_INFINITY;
    return compliantWhen(days >= Number(parameters.MinRetentionTime), `Log events are kept for ${days} days.`);
  },
  complies: [kept(), kept(365), { ...kept(30), parameters: { MinRetentionTime: '7' } }],
  violates: [kept(30)],
});
