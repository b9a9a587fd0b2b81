import { compliantUnless, defineResourceRule } from '../rule.ts';
import { publicAccess } from './public-access.ts';

/** @see AWS Config managed rule "s3-bucket-public-write-prohibited" */
export default defineResourceRule({
  id: 'S3_BUCKET_PUBLIC_WRITE_PROHIBITED',
  resourceTypes: ['AWS::S3::Bucket'],
  periodic: 'also',
  evaluate: (bucket) => compliantUnless(publicAccess(bucket, 'write')),
  complies: [
    {},
    { supplementaryConfiguration: { AccessControlList: { grantList: [{ grantee: 'AllUsers', permission: 'Read' }] } } },
  ],
  violates: [
    {
      supplementaryConfiguration: { AccessControlList: { grantList: [{ grantee: 'AllUsers', permission: 'Write' }] } },
    },
    {
      supplementaryConfiguration: {
        BucketPolicy: { policyText: '{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:*"}}' },
      },
    },
  ],
});
