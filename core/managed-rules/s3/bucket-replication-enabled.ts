import { eachAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const replicated = (...statuses: string[]) => ({
  supplementaryConfiguration: {
    BucketReplicationConfiguration: { rules: { ...statuses.map((status) => ({ status })) } },
  },
});

/** @see AWS Config managed rule "s3-bucket-replication-enabled" */
export default defineResourceRule({
  id: 'S3_BUCKET_REPLICATION_ENABLED',
  resourceTypes: ['AWS::S3::Bucket'],
  parameters: { ReplicationType: { type: 'String' } },
  evaluate: ({ supplementaryConfiguration: { BucketReplicationConfiguration: replication } }, { parameters }) => {
    const rules = eachAt(replication, 'rules');
    const isOn = rules.length > 0 && rules.every((rule) => textAt(rule, 'status') === 'Enabled');
    if (!isOn) return compliantWhen(false, 'The bucket has no replication rule, or one that is not enabled.');
    return parameters.ReplicationType
      ? notApplicable('the item does not say in which region the other bucket is')
      : compliantWhen(true, '');
  },
  complies: [replicated('Enabled')],
  exempts: [{ ...replicated('Enabled'), parameters: { ReplicationType: 'CROSS-REGION' } }],
  violates: [{}, replicated('Disabled'), replicated('Enabled', 'Disabled')],
});
