import { eachAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const owned = (objectOwnership: string) => ({
  supplementaryConfiguration: { OwnershipControls: { rules: [{ objectOwnership }] } },
});

/** @see AWS Config managed rule "s3-bucket-acl-prohibited" */
export default defineResourceRule({
  id: 'S3_BUCKET_ACL_PROHIBITED',
  resourceTypes: ['AWS::S3::Bucket'],
  evaluate: ({ supplementaryConfiguration: parts }) =>
    compliantWhen(
      eachAt(parts.OwnershipControls, 'rules').some(
        (rule) => textAt(rule, 'objectOwnership') === 'BucketOwnerEnforced',
      ),
      'Access control lists are in force: ownership is not BucketOwnerEnforced.',
    ),
  complies: [owned('BucketOwnerEnforced')],
  violates: [{}, owned('BucketOwnerPreferred')],
});
