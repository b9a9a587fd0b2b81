import { apiCall, defineAlert, record, textAt } from '../kit/index.ts';

export default defineAlert({
  id: 'mfa-device-removed',
  title: { en: 'MFA device removed', ko: 'MFA 디바이스 제거' },
  severity: 'high',
  on: apiCall('iam.amazonaws.com', 'DeactivateMFADevice', 'DeleteVirtualMFADevice').succeeded(),
  about: ({ request }) => request.userName ?? textAt(request, 'serialNumber'),
  why: {
    en: 'Without the second factor a stolen password is enough.',
    ko: '두 번째 인증 수단이 없으면 훔친 비밀번호만으로 충분합니다.',
  },
  respond: {
    en: [
      'Ask {about} whether the device was lost or replaced.',
      'If not, block the console until it is settled: aws iam delete-login-profile --user-name {about}',
      'See the devices left: aws iam list-mfa-devices --user-name {about}',
    ],
    ko: [
      '{about} 사용자가 디바이스를 분실했거나 교체했는지 확인합니다.',
      '아니라면 확인될 때까지 콘솔을 막습니다: aws iam delete-login-profile --user-name {about}',
      '남은 디바이스를 확인합니다: aws iam list-mfa-devices --user-name {about}',
    ],
  },
  controls: ['nist-800-53-r5:IA-2', 'isms-p:2.5.3'],
  fires: [
    record('DeactivateMFADevice', { request: { userName: 'bob', serialNumber: 'arn:aws:iam::123456789012:mfa/bob' } }),
    record('DeleteVirtualMFADevice', { request: { serialNumber: 'arn:aws:iam::123456789012:mfa/bob' } }),
  ],
  quiet: [
    record('DeactivateMFADevice', { errorCode: 'AccessDenied', request: { userName: 'bob' } }),
    record('EnableMFADevice', { request: { userName: 'bob' } }),
    record('ResyncMFADevice', { request: { userName: 'bob' } }),
  ],
});
