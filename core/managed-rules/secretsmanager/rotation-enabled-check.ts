import { isTrue, numberAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const rotating = (AutomaticallyAfterDays: number) => ({
  configuration: { RotationEnabled: true, RotationRules: { AutomaticallyAfterDays } },
});

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
    const days = numberAt(secret, 'RotationRules.AutomaticallyAfterDays') ?? 0;
    const { maximumAllowedRotationFrequency: most, maximumAllowedRotationFrequencyInHours: hours } = parameters;
    const isSoon = (!most || days <= Number(most)) && (!hours || days * 24 <= Number(hours));
    return compliantWhen(isSoon, `The secret rotates every ${days} days.`);
  },
  complies: [rotating(30), { ...rotating(30), parameters: { maximumAllowedRotationFrequency: '30' } }],
  violates: [{ configuration: {} }, { ...rotating(90), parameters: { maximumAllowedRotationFrequency: '30' } }],
});
