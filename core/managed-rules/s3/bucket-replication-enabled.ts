import { eachAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const replicated = (status: string) => ({
  supplementaryConfiguration: { BucketReplicationConfiguration: { rules: { one: { status } } } },
});

/** @see AWS Config managed rule "s3-bucket-replication-enabled" */
export default defineResourceRule({
  id: 'S3_BUCKET_REPLICATION_ENABLED',
  resourceTypes: ['AWS::S3::Bucket'],
  parameters: { ReplicationType: { type: 'String' } },
  evaluate: ({ supplementaryConfiguration: { BucketReplicationConfiguration: replication } }) =>
    compliantWhen(
      eachAt(replication, 'rules').some((rule) => textAt(rule, 'status') === 'Enabled'),
      'No replication rule is enabled.',
    ),
  complies: [replicated('Enabled')],
  violates: [{}, replicated('Disabled')],
});
