import type { Json } from '../../cloudtrail/index.ts';
import { isTrue, numberAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const rotating = (AutomaticallyAfterDays: number) => ({
  configuration: { RotationEnabled: true, RotationRules: { AutomaticallyAfterDays } },
});

/** By days, or by a rate such as `rate(4 hours)`; what a cron expression comes to is not worked out. */
function hoursBetween(secret: Json): number | undefined {
  const days = numberAt(secret, 'RotationRules.AutomaticallyAfterDays');
  if (days !== undefined) return days * 24;
  const [, count, unit] = /^rate\((\d+) (hour|day)s?\)$/.exec(textAt(secret, 'RotationRules.ScheduleExpression')) ?? [];
  return count === undefined ? undefined : Number(count) * (unit === 'day' ? 24 : 1);
}

/** @see AWS Config managed rule "secretsmanager-rotation-enabled-check" */
export default defineResourceRule({
  id: 'SECRETSMANAGER_ROTATION_ENABLED_CHECK',
  resourceTypes: ['AWS::SecretsManager::Secret'],
  parameters: {
    maximumAllowedRotationFrequency: { type: 'int' },
    maximumAllowedRotationFrequencyInHours: { type: 'int' },
  },
  evaluate: ({ configuration: secret }, { parameters }) => {
    if (!isTrue(secret, 'RotationEnabled')) return compliantWhen(false, 'The secret does not rotate.');
    const { maximumAllowedRotationFrequency: days, maximumAllowedRotationFrequencyInHours: hours } = parameters;
    if (!days && !hours) return compliantWhen(true, '');
    const every = hoursBetween(secret);
    if (every === undefined) return notApplicable('the item does not say how often the secret rotates');
    const isSoon = (!days || every <= Number(days) * 24) && (!hours || every <= Number(hours));
    return compliantWhen(isSoon, `The secret rotates every ${every} hours.`);
  },
  complies: [rotating(30), { ...rotating(30), parameters: { maximumAllowedRotationFrequency: '30' } }],
  exempts: [
    {
      configuration: { RotationEnabled: true, RotationRules: { ScheduleExpression: 'cron(0 8 * * ? *)' } },
      parameters: { maximumAllowedRotationFrequency: '30' },
    },
  ],
  violates: [
    {
      configuration: { RotationEnabled: true, RotationRules: { ScheduleExpression: 'rate(8 hours)' } },
      parameters: { maximumAllowedRotationFrequencyInHours: '4' },
    },
    { configuration: {} },
    { ...rotating(90), parameters: { maximumAllowedRotationFrequency: '30' } },
  ],
});
