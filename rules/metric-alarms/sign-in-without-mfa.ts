import {
  cisMonitoring,
  defineMetricAlarm,
  eventNameIs,
  oneOf,
  role,
  rootSignInRecord,
  signInRecord,
} from '../kit/index.ts';

/** Root is counted too. Federated users are not: their provider asks for the second factor and AWS always writes `No`. */
export default defineMetricAlarm({
  id: 'cis-sign-in-without-mfa',
  title: { en: 'Console sign-in without MFA', ko: 'MFA 없는 콘솔 로그인' },
  severity: 'high',
  filterPattern: [
    `{ ${eventNameIs('ConsoleLogin')}`,
    '($.additionalEventData.MFAUsed != "Yes")',
    '($.responseElements.ConsoleLogin = "Success")',
    `${oneOf('$.userIdentity.type', ['IAMUser', 'Root'])} }`,
  ].join(' && '),
  why: {
    en: 'A password alone opened the console: whoever learns it is in.',
    ko: '비밀번호만으로 콘솔에 들어왔습니다. 비밀번호를 아는 사람은 누구나 들어올 수 있습니다.',
  },
  respond: {
    en: [
      'Ask the user whether the sign-in was theirs; if not, remove the login profile and the sessions.',
      'Give the user an MFA device and deny everything without it by policy.',
    ],
    ko: [
      '본인이 로그인한 것인지 확인합니다. 아니라면 로그인 프로필과 세션을 제거합니다.',
      'MFA 디바이스를 등록하고, MFA 없이는 모든 작업을 거부하는 정책을 적용합니다.',
    ],
  },
  controls: [...cisMonitoring(2), 'nist-800-53-r5:IA-2', 'isms-p:2.5.3'],
  fires: [signInRecord(), rootSignInRecord()],
  quiet: [
    signInRecord({ mfa: true }),
    signInRecord({ succeeded: false }),
    signInRecord({ by: role('AWSReservedSSO_Admin_0123456789abcdef', 'kim@example.com') }),
  ],
});
