import { defineAlert, rootSignInRecord, signIn, signInRecord } from '../kit/index.ts';

export default defineAlert({
  id: 'root-signed-in',
  title: { en: 'Root signed in', ko: '루트 사용자 로그인' },
  severity: 'high',
  on: signIn()
    .succeeded()
    .where({ userIdentity: { type: ['Root'] }, additionalEventData: { MFAUsed: ['Yes'] } }),
  about: ({ actor }) => actor.accountId,
  why: {
    en: 'Nothing limits the root user, and hardly any task needs it.',
    ko: '루트 사용자는 어떤 정책으로도 제한할 수 없으며, 루트가 필요한 작업은 거의 없습니다.',
  },
  respond: {
    en: [
      'Ask who holds the root credentials of {account} what they did.',
      'Read in the trail what root did after {time}.',
    ],
    ko: [
      '{account} 계정의 루트 자격 증명 보유자에게 무엇을 했는지 확인합니다.',
      '{time} 이후 루트의 작업을 추적에서 확인합니다.',
    ],
  },
  controls: ['cis-aws-3.0:1.7', 'nist-800-53-r5:AC-6', 'isms-p:2.5.5'],
  fires: [rootSignInRecord({ mfa: true })],
  quiet: [rootSignInRecord(), rootSignInRecord({ mfa: true, succeeded: false }), signInRecord({ mfa: true })],
});
