import { settingRule } from '../setting.ts';

/** @see AWS Config managed rule "backup-recovery-point-encrypted" */
export default settingRule({
  id: 'BACKUP_RECOVERY_POINT_ENCRYPTED',
  resourceTypes: ['AWS::Backup::RecoveryPoint'],
  path: 'IsEncrypted',
  is: [true],
  not: false,
  whyNot: 'The recovery point is not encrypted.',
});
