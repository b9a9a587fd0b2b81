import { eachAt, listAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const shared = (...attributeValues: string[]) => ({
  supplementaryConfiguration: { DBSnapshotAttributes: [{ attributeName: 'restore', attributeValues }] },
});

/** @see AWS Config managed rule "rds-snapshots-public-prohibited" */
export default defineResourceRule({
  id: 'RDS_SNAPSHOTS_PUBLIC_PROHIBITED',
  resourceTypes: ['AWS::RDS::DBSnapshot', 'AWS::RDS::DBClusterSnapshot'],
  evaluate: ({ supplementaryConfiguration: parts }) => {
    const attributes = [...eachAt(parts, 'DBSnapshotAttributes'), ...eachAt(parts, 'DBClusterSnapshotAttributes')];
    const isPublic = attributes.some(
      (each) => textAt(each, 'attributeName') === 'restore' && listAt(each, 'attributeValues').includes('all'),
    );
    return compliantWhen(!isPublic, 'Everyone can restore the snapshot.');
  },
  complies: [{}, shared('111122223333')],
  violates: [shared('all')],
});
