import { isTrue } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

/** @see AWS Config managed rule "s3-bucket-mfa-delete-enabled" */
export default defineResourceRule({
  id: 'S3_BUCKET_MFA_DELETE_ENABLED',
  resourceTypes: ['AWS::S3::Bucket'],
  evaluate: ({ supplementaryConfiguration: parts }) =>
    compliantWhen(isTrue(parts.BucketVersioningConfiguration, 'isMfaDeleteEnabled'), 'MFA delete is not enabled.'),
  complies: [
    { supplementaryConfiguration: { BucketVersioningConfiguration: { status: 'Enabled', isMfaDeleteEnabled: true } } },
  ],
  violates: [
    {},
    { supplementaryConfiguration: { BucketVersioningConfiguration: { status: 'Enabled', isMfaDeleteEnabled: null } } },
  ],
});
