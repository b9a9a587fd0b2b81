import { isAllowed } from '../parameters.ts';
import { eachAt, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const bucket = (versioning: string, status?: string) => ({
  supplementaryConfiguration: {
    BucketVersioningConfiguration: { status: versioning },
    BucketLifecycleConfiguration: { rules: status ? [{ status }] : [] },
  },
});

/** @see AWS Config managed rule "s3-version-lifecycle-policy-check" */
export default defineResourceRule({
  id: 'S3_VERSION_LIFECYCLE_POLICY_CHECK',
  resourceTypes: ['AWS::S3::Bucket'],
  parameters: { bucketNames: { type: 'CSV' } },
  evaluate: ({ resourceId, supplementaryConfiguration: parts }, { parameters }) => {
    if (!isAllowed(parameters.bucketNames, resourceId)) return notApplicable('another bucket');
    if (textAt(parts.BucketVersioningConfiguration, 'status') !== 'Enabled') return notApplicable('not versioned');
    return compliantWhen(
      eachAt(parts.BucketLifecycleConfiguration, 'rules').some((rule) => textAt(rule, 'status') === 'Enabled'),
      'The versioned bucket has no lifecycle rule in force.',
    );
  },
  complies: [bucket('Enabled', 'Enabled')],
  exempts: [bucket('Suspended'), { ...bucket('Enabled'), resourceId: 'b', parameters: { bucketNames: 'a' } }],
  violates: [bucket('Enabled'), bucket('Enabled', 'Disabled')],
});
