import { isTrue, numberAt, textAt } from '../read.ts';
import { compliantUnless, defineResourceRule } from '../rule.ts';

const cluster = { configuration: { allowVersionUpgrade: true, automatedSnapshotRetentionPeriod: 1 } };

/** @see AWS Config managed rule "redshift-cluster-maintenancesettings-check" */
export default defineResourceRule({
  id: 'REDSHIFT_CLUSTER_MAINTENANCESETTINGS_CHECK',
  resourceTypes: ['AWS::Redshift::Cluster'],
  parameters: {
    allowVersionUpgrade: { type: 'boolean', default: 'true', isRequired: true },
    preferredMaintenanceWindow: { type: 'String' },
    automatedSnapshotRetentionPeriod: { type: 'int' },
  },
  evaluate: ({ configuration }, { parameters }) => {
    const {
      allowVersionUpgrade,
      preferredMaintenanceWindow: window,
      automatedSnapshotRetentionPeriod: days,
    } = parameters;
    if (String(isTrue(configuration, 'allowVersionUpgrade')) !== allowVersionUpgrade?.toLowerCase()) {
      return compliantUnless('Version upgrades are not as asked for.');
    }
    if (window && textAt(configuration, 'preferredMaintenanceWindow') !== window)
      return compliantUnless('Another maintenance window.');
    const kept = numberAt(configuration, 'automatedSnapshotRetentionPeriod') ?? 0;
    return compliantUnless(days && kept !== Number(days) ? `Snapshots are kept for ${kept} days.` : undefined);
  },
  complies: [cluster, { ...cluster, parameters: { automatedSnapshotRetentionPeriod: '1' } }],
  violates: [{ configuration: {} }, { ...cluster, parameters: { automatedSnapshotRetentionPeriod: '7' } }],
});
