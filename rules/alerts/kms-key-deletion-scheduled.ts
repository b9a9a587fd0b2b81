import { apiCall, defineAlert, record } from '../kit/index.ts';

export default defineAlert({
  id: 'kms-key-deletion-scheduled',
  title: { en: 'KMS key to be deleted or disabled', ko: 'KMS 키 삭제 예약 또는 비활성화' },
  severity: 'critical',
  on: apiCall('kms.amazonaws.com', 'ScheduleKeyDeletion', 'DisableKey').succeeded(),
  about: ({ request }) => request.keyId,
  why: {
    en: 'Everything this key encrypted becomes unreadable: at once when disabled, for ever when deleted. This is how ransomware works.',
    ko: '이 키로 암호화한 모든 것을 읽을 수 없게 됩니다. 비활성화하면 즉시, 삭제하면 영원히 그렇습니다. 랜섬웨어의 방식입니다.',
  },
  respond: {
    en: [
      'Unless it was intended, cancel: aws kms cancel-key-deletion --region {region} --key-id {about}',
      'Then enable it: aws kms enable-key --region {region} --key-id {about}',
      'Ask {actor}; if nobody asked for this, look for other keys and buckets they touched.',
    ],
    ko: [
      '의도한 것이 아니라면 취소합니다: aws kms cancel-key-deletion --region {region} --key-id {about}',
      '이어서 활성화합니다: aws kms enable-key --region {region} --key-id {about}',
      '{actor}에게 확인하고, 요청된 작업이 아니라면 다른 키와 버킷도 건드렸는지 찾습니다.',
    ],
  },
  controls: ['nist-800-53-r5:SC-12', 'isms-p:2.7.2'],
  fires: [
    record('ScheduleKeyDeletion', {
      request: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab', pendingWindowInDays: 7 },
    }),
    record('DisableKey', { request: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' } }),
  ],
  quiet: [
    record('ScheduleKeyDeletion', { errorCode: 'KMSInvalidStateException', request: { keyId: '1234abcd' } }),
    record('CancelKeyDeletion', { request: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' } }),
    record('DisableKeyRotation', { request: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' } }),
  ],
});
