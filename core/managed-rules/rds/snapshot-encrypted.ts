import { isTrue } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "rds-snapshot-encrypted" */
export default defineResourceRule({
  id: 'RDS_SNAPSHOT_ENCRYPTED',
  resourceTypes: ['AWS::RDS::DBSnapshot', 'AWS::RDS::DBClusterSnapshot'],
  evaluate: ({ configuration }) =>
    compliantWhen(
      isTrue(configuration, 'encrypted') || isTrue(configuration, 'storageEncrypted'),
      'The snapshot is not encrypted.',
    ),
  complies: [
    { configuration: { encrypted: true } },
    { resourceType: 'AWS::RDS::DBClusterSnapshot', configuration: { storageEncrypted: true } },
  ],
  violates: [{ configuration: { encrypted: false } }],
});
