import { cisMonitoring, defineMetricAlarm, eventNameIs, record, rootSignInRecord, signInRecord } from '../kit/index.ts';

/** Three within the period: people mistype once or twice, guessing does not stop there. */
export default defineMetricAlarm({
  id: 'cis-sign-in-failures',
  title: { en: 'Console sign-ins failing', ko: '콘솔 로그인 실패 반복' },
  severity: 'medium',
  filterPattern: `{ ${eventNameIs('ConsoleLogin')} && ($.errorMessage = "Failed authentication") }`,
  threshold: 3,
  why: {
    en: 'Repeated failures are how passwords are guessed.',
    ko: '반복되는 로그인 실패는 비밀번호 대입 공격의 전형적인 모습입니다.',
  },
  respond: {
    en: [
      'Look at the addresses and users above: many users from one address is password spraying.',
      'Ask the users; for one who did not try, change the password and require MFA.',
      'Look for a sign-in from the same address that succeeded.',
    ],
    ko: [
      '위의 주소와 사용자를 확인합니다. 한 주소에서 여러 사용자를 시도했다면 패스워드 스프레이 공격입니다.',
      '본인이 시도하지 않았다면 비밀번호를 바꾸고 MFA를 적용합니다.',
      '같은 주소에서 성공한 로그인이 있는지 찾습니다.',
    ],
  },
  controls: [...cisMonitoring(6), 'nist-800-53-r5:AC-7', 'isms-p:2.5.3'],
  fires: [signInRecord({ succeeded: false }), rootSignInRecord({ succeeded: false })],
  quiet: [
    signInRecord(),
    record('SwitchRole', { eventType: 'AwsConsoleSignIn', errorMessage: 'Failed authentication' }),
  ],
});
