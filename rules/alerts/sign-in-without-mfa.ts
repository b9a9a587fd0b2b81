import { defineAlert, role, rootSignInRecord, signIn, signInRecord } from '../kit/index.ts';

/** IAM users alone: root has a rule of its own, and AWS cannot know of a second factor asked by an identity provider. */
export default defineAlert({
  id: 'sign-in-without-mfa',
  title: { en: 'Console sign-in without MFA', ko: 'MFA 없는 콘솔 로그인' },
  severity: 'high',
  on: signIn()
    .succeeded()
    .where({ userIdentity: { type: ['IAMUser'] }, additionalEventData: { MFAUsed: [{ 'anything-but': 'Yes' }] } }),
  about: ({ actor }) => actor.name,
  why: {
    en: 'A password alone opened the console: whoever learns it is in.',
    ko: '비밀번호만으로 콘솔에 들어왔습니다. 비밀번호를 아는 사람은 누구나 들어올 수 있습니다.',
  },
  respond: {
    en: [
      'Ask {about} whether the sign-in was theirs.',
      'If not: aws iam delete-login-profile --user-name {about}',
      'Give the user an MFA device and deny everything without it by policy.',
    ],
    ko: [
      '{about} 본인이 로그인한 것인지 확인합니다.',
      '아니라면 로그인 프로필을 삭제합니다: aws iam delete-login-profile --user-name {about}',
      'MFA 디바이스를 등록하고, MFA 없이는 모든 작업을 거부하는 정책을 적용합니다.',
    ],
  },
  controls: ['cis-aws-3.0:1.10', 'nist-800-53-r5:IA-2', 'isms-p:2.5.3'],
  fires: [signInRecord()],
  quiet: [
    signInRecord({ mfa: true }),
    signInRecord({ succeeded: false }),
    signInRecord({ by: role('AWSReservedSSO_Admin_0123456789abcdef', 'kim@example.com') }),
    rootSignInRecord(),
  ],
});
