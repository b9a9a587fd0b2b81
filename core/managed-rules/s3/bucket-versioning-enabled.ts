import { isTrue, textAt } from '../read.ts';
import { compliantWhen, defineResourceRule } from '../rule.ts';

const versioning = (status: string, isMfaDeleteEnabled: boolean | null = null) => ({
  supplementaryConfiguration: { BucketVersioningConfiguration: { status, isMfaDeleteEnabled } },
});

/** @see AWS Config managed rule "s3-bucket-versioning-enabled" */
export default defineResourceRule({
  id: 'S3_BUCKET_VERSIONING_ENABLED',
  resourceTypes: ['AWS::S3::Bucket'],
  parameters: { isMfaDeleteEnabled: { type: 'boolean' } },
  evaluate: ({ supplementaryConfiguration: { BucketVersioningConfiguration: state } }, { parameters }) => {
    const wantsMfa = parameters.isMfaDeleteEnabled?.toLowerCase() === 'true';
    if (textAt(state, 'status') !== 'Enabled') return compliantWhen(false, 'Versioning is not enabled.');
    return compliantWhen(!wantsMfa || isTrue(state, 'isMfaDeleteEnabled'), 'MFA delete is not enabled.');
  },
  complies: [versioning('Enabled'), { ...versioning('Enabled', true), parameters: { isMfaDeleteEnabled: 'true' } }],
  violates: [
    {},
    versioning('Off'),
    versioning('Suspended'),
    { ...versioning('Enabled'), parameters: { isMfaDeleteEnabled: 'true' } },
  ],
});
