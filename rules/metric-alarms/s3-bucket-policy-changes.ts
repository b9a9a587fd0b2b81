import { cisMonitoring, defineMetricAlarm, eventNameIs, eventSourceIs, record } from '../kit/index.ts';

const changes = eventNameIs(
  'PutBucketAcl',
  'PutBucketPolicy',
  'DeleteBucketPolicy',
  'PutBucketPublicAccessBlock',
  'DeleteBucketPublicAccessBlock',
  'PutBucketCors',
  'DeleteBucketCors',
  'PutBucketLifecycle',
  'DeleteBucketLifecycle',
  'PutBucketReplication',
  'DeleteBucketReplication',
);

/** Beyond the published list: the public access block, which overrides ACL and policy. */
export default defineMetricAlarm({
  id: 'cis-s3-bucket-policy-changes',
  title: { en: 'S3 bucket policy changed', ko: 'S3 버킷 정책 변경' },
  severity: 'medium',
  filterPattern: `{ ${eventSourceIs('s3.amazonaws.com')} && ${changes} }`,
  why: {
    en: 'A policy, an ACL or a replication rule can hand a bucket to strangers; a lifecycle rule can empty it.',
    ko: '정책, ACL, 복제 규칙은 버킷을 외부인에게 넘길 수 있고, 수명 주기 규칙은 버킷을 비울 수 있습니다.',
  },
  respond: {
    en: [
      'See whether the bucket is public now: aws s3api get-bucket-policy-status --bucket BUCKET',
      'Read the policy: aws s3api get-bucket-policy --bucket BUCKET',
      'Put the earlier setting back where nobody asked for the change.',
    ],
    ko: [
      '버킷이 공개되었는지 확인합니다: aws s3api get-bucket-policy-status --bucket BUCKET',
      '정책 내용을 확인합니다: aws s3api get-bucket-policy --bucket BUCKET',
      '요청되지 않은 변경이라면 이전 설정으로 되돌립니다.',
    ],
  },
  controls: [...cisMonitoring(8), 'nist-800-53-r5:AC-3', 'nist-800-53-r5:CM-3', 'isms-p:2.10.2'],
  fires: [
    record('PutBucketPolicy', { request: { bucketName: 'reports' } }),
    record('DeleteBucketPublicAccessBlock', { request: { bucketName: 'reports' } }),
  ],
  quiet: [record('GetBucketPolicy', { request: { bucketName: 'reports' } }), record('PutObject')],
});
