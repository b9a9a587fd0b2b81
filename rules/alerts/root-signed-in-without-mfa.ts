import { defineAlert, rootSignInRecord, signIn, signInRecord } from '../kit/index.ts';

export default defineAlert({
  id: 'root-signed-in-without-mfa',
  title: { en: 'Root signed in without MFA', ko: '루트 사용자 MFA 없이 로그인' },
  severity: 'critical',
  on: signIn()
    .succeeded()
    .where({ userIdentity: { type: ['Root'] }, additionalEventData: { MFAUsed: [{ 'anything-but': 'Yes' }] } }),
  about: ({ actor }) => actor.accountId,
  why: {
    en: 'A password alone opened the account without limits.',
    ko: '비밀번호만으로 제한 없는 계정 권한이 열렸습니다.',
  },
  respond: {
    en: [
      'Ask at once who signed in as root of {account}.',
      'If nobody did: reset the root password, delete root access keys, and call AWS Support.',
      'Give root a hardware MFA device in any case.',
    ],
    ko: [
      '{account} 계정의 루트로 누가 로그인했는지 즉시 확인합니다.',
      '아무도 아니라면 루트 비밀번호를 재설정하고 루트 액세스 키를 삭제한 뒤 AWS Support에 연락합니다.',
      '어떤 경우든 루트에 하드웨어 MFA 디바이스를 등록합니다.',
    ],
  },
  controls: ['cis-aws-3.0:1.5', 'cis-aws-3.0:1.6', 'nist-800-53-r5:IA-2', 'isms-p:2.5.3', 'isms-p:2.5.5'],
  fires: [rootSignInRecord()],
  quiet: [rootSignInRecord({ mfa: true }), rootSignInRecord({ succeeded: false }), signInRecord()],
});
