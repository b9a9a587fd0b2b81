import { anyOf, apiCall, defineAlert, record } from '../kit/index.ts';

const everyone = [
  'http://acs.amazonaws.com/groups/global/AllUsers',
  'http://acs.amazonaws.com/groups/global/AuthenticatedUsers',
];

/**
 * A condition may narrow the statement down again, but a pattern cannot see whether there is one (`exists` sees values, not
 * objects); better one look too many than a public bucket missed.
 */
const byPolicy = apiCall('s3.amazonaws.com', 'PutBucketPolicy')
  .succeeded()
  .where({
    requestParameters: {
      bucketPolicy: {
        Statement: {
          Effect: ['Allow'],
          $or: [{ Principal: ['*'] }, { Principal: { AWS: ['*'] } }],
        },
      },
    },
  });

const byAcl = apiCall('s3.amazonaws.com', 'PutBucketAcl')
  .succeeded()
  .where({
    requestParameters: {
      $or: [
        { 'x-amz-acl': ['public-read', 'public-read-write', 'authenticated-read'] },
        { AccessControlPolicy: { AccessControlList: { Grant: { Grantee: { URI: everyone } } } } },
      ],
    },
  });

export default defineAlert({
  id: 'bucket-made-public',
  title: { en: 'S3 bucket made public', ko: 'S3 버킷 공개' },
  severity: 'critical',
  on: anyOf(byPolicy, byAcl),
  about: ({ request }) => request.bucketName,
  why: {
    en: 'Anyone on the internet may be able to read the bucket, or fill it.',
    ko: '인터넷의 누구나 이 버킷을 읽거나 채울 수 있게 되었을 수 있습니다.',
  },
  respond: {
    en: [
      'See whether it is public: aws s3api get-bucket-policy-status --bucket {about}',
      'Close it: aws s3api put-public-access-block --bucket {about} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
      'Ask {actor} whether this was intended, and find out what was read while it was open.',
    ],
    ko: [
      '공개 상태인지 확인합니다: aws s3api get-bucket-policy-status --bucket {about}',
      '차단합니다: aws s3api put-public-access-block --bucket {about} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
      '{actor}에게 의도한 작업인지 확인하고, 열려 있는 동안 무엇이 읽혔는지 찾습니다.',
    ],
  },
  controls: ['cis-aws-3.0:2.1.4', 'nist-800-53-r5:AC-3', 'isms-p:2.10.2'],
  fires: [
    record('PutBucketPolicy', {
      request: {
        bucketName: 'reports',
        bucketPolicy: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }] },
      },
    }),
    record('PutBucketPolicy', {
      request: {
        bucketName: 'reports',
        bucketPolicy: {
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'config.amazonaws.com' }, Action: 's3:PutObject', Resource: '*' },
            { Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:GetObject', Resource: '*' },
          ],
        },
      },
    }),
    record('PutBucketAcl', { request: { bucketName: 'reports', 'x-amz-acl': ['public-read'] } }),
    record('PutBucketAcl', {
      request: {
        bucketName: 'reports',
        AccessControlPolicy: {
          AccessControlList: {
            Grant: [
              { Grantee: { 'xsi:type': 'CanonicalUser', ID: 'owner' }, Permission: 'FULL_CONTROL' },
              { Grantee: { 'xsi:type': 'Group', URI: everyone[0] }, Permission: 'READ' },
            ],
          },
        },
      },
    }),
  ],
  quiet: [
    record('PutBucketPolicy', {
      request: {
        bucketName: 'trail',
        bucketPolicy: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'cloudtrail.amazonaws.com' },
              Action: 's3:PutObject',
              Resource: '*',
            },
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: '*',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      },
    }),
    record('PutBucketAcl', { request: { bucketName: 'reports', 'x-amz-acl': ['private'] } }),
    record('PutBucketAcl', { request: { bucketName: 'r', 'x-amz-acl': ['public-read'] }, errorCode: 'AccessDenied' }),
  ],
});
