import { csv } from '../parameters.ts';
import { textsAt } from '../read.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';

const full = { alarmActions: ['arn:t'], insufficientDataActions: ['arn:t'], oKActions: [] };

/** @see AWS Config managed rule "cloudwatch-alarm-action-check" */
export default defineResourceRule({
  id: 'CLOUDWATCH_ALARM_ACTION_CHECK',
  resourceTypes: ['AWS::CloudWatch::Alarm'],
  parameters: {
    alarmActionRequired: { type: 'boolean', default: 'true', isRequired: true },
    insufficientDataActionRequired: { type: 'boolean', default: 'true', isRequired: true },
    okActionRequired: { type: 'boolean', default: 'false', isRequired: true },
    ...Object.fromEntries([1, 2, 3, 4, 5].map((number) => [`action${number}`, { type: 'String' as const }])),
  },
  evaluate: ({ configuration: alarm }, { parameters }) => {
    const named = csv([1, 2, 3, 4, 5].map((number) => parameters[`action${number}`]).join(','));
    for (const [state, wanted, list] of [
      ['ALARM', parameters.alarmActionRequired, 'alarmActions'],
      ['INSUFFICIENT_DATA', parameters.insufficientDataActionRequired, 'insufficientDataActions'],
      ['OK', parameters.okActionRequired, 'oKActions'],
    ] as const) {
      const actions = textsAt(alarm, list);
      const hasOne = named.length > 0 ? actions.some((action) => named.includes(action)) : actions.length > 0;
      if (wanted?.toLowerCase() === 'true' && !hasOne) return compliantUnless(`The alarm has no action for ${state}.`);
    }
    return compliantUnless(undefined);
  },
  complies: [{ configuration: full }, { configuration: full, parameters: { action1: 'arn:t' } }],
  violates: [
    { configuration: {} },
    { configuration: { ...full, insufficientDataActions: [] } },
    { configuration: full, parameters: { action1: 'arn:other' } },
  ],
});
