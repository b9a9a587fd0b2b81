import { compliantUnless, defineResourceRule } from '../rule.ts';
import { publicAccess } from './public-access.ts';

/** @see AWS Config managed rule "s3-bucket-public-read-prohibited" */
export default defineResourceRule({
  id: 'S3_BUCKET_PUBLIC_READ_PROHIBITED',
  resourceTypes: ['AWS::S3::Bucket'],
  evaluate: (bucket) => compliantUnless(publicAccess(bucket, 'read')),
  complies: [
    {},
    {
      supplementaryConfiguration: {
        BucketPolicy: { policyText: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}}' },
        PublicAccessBlockConfiguration: { ignorePublicAcls: true, restrictPublicBuckets: true },
      },
    },
  ],
  violates: [
    {
      supplementaryConfiguration: {
        BucketPolicy: { policyText: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}}' },
      },
    },
    { supplementaryConfiguration: { AccessControlList: { grantList: [{ grantee: 'AllUsers', permission: 'Read' }] } } },
  ],
});
