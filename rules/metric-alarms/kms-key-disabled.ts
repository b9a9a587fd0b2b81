import { cisMonitoring, defineMetricAlarm, eventNameIs, eventSourceIs, record } from '../kit/index.ts';

export default defineMetricAlarm({
  id: 'cis-kms-key-disabled',
  title: { en: 'KMS key disabled or to be deleted', ko: 'KMS 키 비활성화 또는 삭제 예약' },
  severity: 'high',
  filterPattern: `{ ${eventSourceIs('kms.amazonaws.com')} && ${eventNameIs('DisableKey', 'ScheduleKeyDeletion')} }`,
  why: {
    en: 'What a key has encrypted cannot be read without it; once the key is deleted, never again.',
    ko: '키 없이는 암호화된 데이터를 읽을 수 없으며, 키가 삭제되면 영영 읽을 수 없습니다.',
  },
  respond: {
    en: [
      'Find out whether the key is still used: aws kms describe-key --key-id KEY',
      'If the call was not intended: aws kms cancel-key-deletion --key-id KEY',
      'Then enable it again: aws kms enable-key --key-id KEY',
    ],
    ko: [
      '키가 아직 사용 중인지 확인합니다: aws kms describe-key --key-id KEY',
      '의도하지 않았다면 삭제를 취소합니다: aws kms cancel-key-deletion --key-id KEY',
      '이어서 다시 활성화합니다: aws kms enable-key --key-id KEY',
    ],
  },
  controls: [...cisMonitoring(7), 'nist-800-53-r5:SC-12', 'isms-p:2.7.2'],
  fires: [
    record('ScheduleKeyDeletion', {
      request: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab', pendingWindowInDays: 7 },
    }),
    record('DisableKey', { request: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' } }),
  ],
  quiet: [record('CancelKeyDeletion'), record('Decrypt')],
});
