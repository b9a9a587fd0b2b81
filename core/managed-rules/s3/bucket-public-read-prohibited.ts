import { compliantUnless, defineResourceRule } from '../rule.ts';
import { publicAccess } from './public-access.ts';

const policy = (statement: object) => ({
  supplementaryConfiguration: {
    BucketPolicy: { policyText: JSON.stringify({ Statement: [{ Effect: 'Allow', ...statement }] }) },
  },
});

/** @see AWS Config managed rule "s3-bucket-public-read-prohibited" */
export default defineResourceRule({
  id: 'S3_BUCKET_PUBLIC_READ_PROHIBITED',
  resourceTypes: ['AWS::S3::Bucket'],
  periodic: 'also',
  evaluate: (bucket) => compliantUnless(publicAccess(bucket, 'read')),
  complies: [
    {},
    policy({ Principal: '*', Action: 's3:GetObject', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }),
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
    policy({ Principal: '*', Action: 's3:*Object', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
    policy({ Principal: '*', Action: ['s3:GetObject'], Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }),
  ],
});
