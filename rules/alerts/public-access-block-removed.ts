import { anyOf, apiCall, defineAlert, record, textAt } from '../kit/index.ts';

const source = 's3.amazonaws.com';
const opened = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'].map((setting) => ({
  [setting]: [false, 'false'],
}));

export default defineAlert({
  id: 'public-access-block-removed',
  title: { en: 'S3 public access block removed', ko: 'S3 퍼블릭 액세스 차단 해제' },
  severity: 'high',
  on: anyOf(
    apiCall(source, 'DeleteBucketPublicAccessBlock', 'DeleteAccountPublicAccessBlock').succeeded(),
    apiCall(source, 'PutBucketPublicAccessBlock', 'PutAccountPublicAccessBlock')
      .succeeded()
      .where({ requestParameters: { PublicAccessBlockConfiguration: { $or: opened } } }),
  ),
  about: ({ request, actor }) => textAt(request, 'bucketName') ?? actor.accountId,
  why: {
    en: 'The block is the last guard: without it one policy or ACL makes a bucket public.',
    ko: '퍼블릭 액세스 차단은 마지막 보호 장치입니다. 없으면 정책이나 ACL 하나로 버킷이 공개됩니다.',
  },
  respond: {
    en: [
      'Ask {actor} whether {about} is meant to be public.',
      'If not, for a bucket: aws s3api put-public-access-block --bucket {about} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
      'For the whole account: aws s3control put-public-access-block --account-id {account} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
    ],
    ko: [
      '{actor}에게 {about}을(를) 공개하려는 것인지 확인합니다.',
      '아니라면 버킷의 경우 다시 차단합니다: aws s3api put-public-access-block --bucket {about} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
      '계정 전체의 경우 다시 차단합니다: aws s3control put-public-access-block --account-id {account} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
    ],
  },
  controls: ['cis-aws-3.0:2.1.4', 'nist-800-53-r5:AC-3', 'isms-p:2.10.2'],
  fires: [
    record('DeleteBucketPublicAccessBlock', { request: { bucketName: 'reports', publicAccessBlock: '' } }),
    record('PutBucketPublicAccessBlock', {
      request: {
        bucketName: 'reports',
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: false,
          RestrictPublicBuckets: true,
        },
      },
    }),
  ],
  quiet: [
    record('DeleteBucketPublicAccessBlock', { request: { bucketName: 'reports' }, errorCode: 'AccessDenied' }),
    record('PutBucketPublicAccessBlock', {
      request: {
        bucketName: 'reports',
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      },
    }),
  ],
});
