import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "secretsmanager-scheduled-rotation-success-check" */
export default settingRule({
  id: 'SECRETSMANAGER_SCHEDULED_ROTATION_SUCCESS_CHECK',
  resourceTypes: ['AWS::SecretsManager::Secret'],
  path: 'RotationOccurringAsScheduled',
  is: [true],
  not: false,
  whyNot: 'The last rotation did not happen when it was due.',
});
