import { defineAlert, rootSignInRecord, signIn, signInRecord } from '../kit/index.ts';

export default defineAlert({
  id: 'root-sign-in-failed',
  title: { en: 'Root sign-in failed', ko: '루트 사용자 로그인 실패' },
  severity: 'medium',
  on: signIn()
    .failed()
    .where({ userIdentity: { type: ['Root'] } }),
  about: ({ actor }) => actor.accountId,
  why: {
    en: 'Somebody knows the address the root user signs in with, and tries its password.',
    ko: '누군가 루트 사용자의 로그인 주소를 알고 비밀번호를 시도하고 있습니다.',
  },
  respond: {
    en: [
      'Ask who holds the root credentials of {account} whether it was them.',
      'If not, look for a sign-in that succeeded.',
    ],
    ko: ['{account} 계정의 루트 자격 증명 보유자 본인인지 확인합니다.', '아니라면 성공한 로그인이 있는지 찾습니다.'],
  },
  controls: ['nist-800-53-r5:AC-7', 'isms-p:2.5.5'],
  fires: [rootSignInRecord({ succeeded: false })],
  quiet: [rootSignInRecord(), signInRecord({ succeeded: false })],
});
