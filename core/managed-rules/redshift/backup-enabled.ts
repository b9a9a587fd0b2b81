import { numberAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const kept = (automatedSnapshotRetentionPeriod: number) => ({ configuration: { automatedSnapshotRetentionPeriod } });

/** @see AWS Config managed rule "redshift-backup-enabled" */
export default defineResourceRule({
  id: 'REDSHIFT_BACKUP_ENABLED',
  resourceTypes: ['AWS::Redshift::Cluster'],
  parameters: { MinRetentionPeriod: { type: 'int' }, MaxRetentionPeriod: { type: 'int' } },
  evaluate: ({ configuration }, { parameters: { MinRetentionPeriod: least, MaxRetentionPeriod: most } }) => {
    const days = numberAt(configuration, 'automatedSnapshotRetentionPeriod') ?? 0;
    const isRight = days >= Number(least || 1) && days <= Number(most || 365);
    return compliantWhen(isRight, days > 0 ? `Snapshots are kept for ${days} days.` : 'Automated snapshots are off.');
  },
  complies: [kept(1), { ...kept(14), parameters: { MinRetentionPeriod: '7' } }],
  violates: [kept(0), { ...kept(3), parameters: { MinRetentionPeriod: '7' } }],
});
