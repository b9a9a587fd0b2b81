import { numberAt, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule, notApplicable } from '../rule.ts';

/** @see AWS Config managed rule "db-instance-backup-enabled" */
export default defineResourceRule({
  id: 'DB_INSTANCE_BACKUP_ENABLED',
  resourceTypes: ['AWS::RDS::DBInstance'],
  parameters: {
    backupRetentionPeriod: { type: 'int' },
    backupRetentionMinimum: { type: 'int' },
    preferredBackupWindow: { type: 'String' },
    checkReadReplicas: { type: 'boolean' },
  },
  evaluate: ({ configuration: instance }, { parameters }) => {
    const isReplica = textAt(instance, 'readReplicaSourceDBInstanceIdentifier') !== '';
    if (isReplica && parameters.checkReadReplicas?.toLowerCase() === 'false') return notApplicable('a read replica');
    const days = numberAt(instance, 'backupRetentionPeriod') ?? 0;
    const window = textAt(instance, 'preferredBackupWindow');
    const { backupRetentionPeriod: exactly, backupRetentionMinimum: least, preferredBackupWindow } = parameters;
    if (days === 0) return compliantUnless('Automated backups are off.');
    if ((exactly && days !== Number(exactly)) || days < Number(least || 0)) {
      return compliantUnless(`Backups are kept for ${days} days.`);
    }
    return compliantUnless(
      preferredBackupWindow && window !== preferredBackupWindow ? `The window is ${window}.` : undefined,
    );
  },
  complies: [
    { configuration: { backupRetentionPeriod: 7 } },
    { configuration: { backupRetentionPeriod: 7 }, parameters: { backupRetentionMinimum: '7' } },
  ],
  violates: [
    { configuration: { backupRetentionPeriod: 0 } },
    { configuration: { backupRetentionPeriod: 7 }, parameters: { backupRetentionPeriod: '14' } },
  ],
});
