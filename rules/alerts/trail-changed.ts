import { anyOf, apiCall, defineAlert, record, textAt } from '../kit/index.ts';

export default defineAlert({
  id: 'trail-changed',
  title: { en: 'CloudTrail settings changed', ko: 'CloudTrail 설정 변경' },
  severity: 'high',
  // Selectors that drop management events stop the trail, which has an alert of its own.
  on: anyOf(
    apiCall('cloudtrail.amazonaws.com', 'UpdateTrail', 'PutInsightSelectors').succeeded(),
    apiCall('cloudtrail.amazonaws.com', 'PutEventSelectors')
      .succeeded()
      .where({ requestParameters: { eventSelectors: { includeManagementEvents: [true, { exists: false }] } } }),
  ),
  about: ({ request }) => textAt(request, 'name') ?? textAt(request, 'trailName'),
  why: {
    en: 'A trail can be blinded without being stopped: another bucket, no log validation, fewer events, one region.',
    ko: '추적은 멈추지 않고도 무력화할 수 있습니다. 다른 버킷, 로그 검증 해제, 이벤트 축소, 단일 리전 설정이 그렇습니다.',
  },
  respond: {
    en: [
      'Read its settings: aws cloudtrail describe-trails --region {region} --trail-name-list {about}',
      'And what it records: aws cloudtrail get-event-selectors --region {region} --trail-name {about}',
      'Ask {actor} whether this was intended; if not, deploy the trail again.',
    ],
    ko: [
      '설정을 확인합니다: aws cloudtrail describe-trails --region {region} --trail-name-list {about}',
      '무엇을 기록하는지 확인합니다: aws cloudtrail get-event-selectors --region {region} --trail-name {about}',
      '{actor}에게 의도한 작업인지 확인하고, 아니라면 추적을 다시 배포합니다.',
    ],
  },
  controls: ['cis-aws-3.0:3.1', 'nist-800-53-r5:AU-9', 'isms-p:2.9.4'],
  fires: [
    record('UpdateTrail', { request: { name: 'management-events', enableLogFileValidation: false } }),
    record('PutEventSelectors', { request: { trailName: 'management-events' } }),
  ],
  quiet: [
    record('UpdateTrail', {
      request: { name: 'management-events' },
      errorCode: 'InvalidCloudWatchLogsRoleArnException',
    }),
    record('PutEventSelectors', {
      request: { trailName: 'management-events', eventSelectors: [{ includeManagementEvents: false }] },
    }),
    record('DescribeTrails'),
  ],
});
