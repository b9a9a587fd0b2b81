import { apiCall, defineAlert, record } from '../kit/index.ts';

export default defineAlert({
  id: 'login-profile-changed',
  title: { en: 'Console password set for an IAM user', ko: 'IAM 사용자 콘솔 비밀번호 설정' },
  severity: 'high',
  on: apiCall('iam.amazonaws.com', 'CreateLoginProfile', 'UpdateLoginProfile').succeeded(),
  about: ({ request }) => request.userName,
  why: {
    en: 'Whoever sets the password of another user can sign in as that user.',
    ko: '다른 사용자의 비밀번호를 설정한 사람은 그 사용자로 로그인할 수 있습니다.',
  },
  respond: {
    en: [
      'Ask {about} and {actor} whether the password was asked for.',
      'If not, take the console away: aws iam delete-login-profile --user-name {about}',
      'Look for console sign-ins of {about} since {time}.',
    ],
    ko: [
      '{about} 사용자와 {actor}에게 비밀번호 설정을 요청했는지 확인합니다.',
      '아니라면 콘솔 접근을 제거합니다: aws iam delete-login-profile --user-name {about}',
      '{time} 이후 {about}의 콘솔 로그인을 찾습니다.',
    ],
  },
  controls: ['nist-800-53-r5:AC-2', 'nist-800-53-r5:IA-5', 'isms-p:2.5.4'],
  fires: [
    record('CreateLoginProfile', { request: { userName: 'deploy', passwordResetRequired: false } }),
    record('UpdateLoginProfile', { request: { userName: 'bob' } }),
  ],
  quiet: [
    record('CreateLoginProfile', { errorCode: 'EntityAlreadyExists', request: { userName: 'deploy' } }),
    record('ChangePassword'),
    record('DeleteLoginProfile', { request: { userName: 'bob' } }),
  ],
});
