import { isTrue } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const secret = (RotationOccurringAsScheduled: boolean) => ({
  configuration: { RotationEnabled: true, RotationOccurringAsScheduled },
});

/** @see AWS Config managed rule "secretsmanager-scheduled-rotation-success-check" */
export default defineResourceRule({
  id: 'SECRETSMANAGER_SCHEDULED_ROTATION_SUCCESS_CHECK',
  resourceTypes: ['AWS::SecretsManager::Secret'],
  evaluate: ({ configuration }) =>
    isTrue(configuration, 'RotationEnabled')
      ? compliantWhen(
          isTrue(configuration, 'RotationOccurringAsScheduled'),
          'The last rotation did not happen when it was due.',
        )
      : notApplicable('a secret that does not rotate'),
  complies: [secret(true)],
  violates: [secret(false)],
  exempts: [{ configuration: { RotationEnabled: false } }, { configuration: {} }],
});
