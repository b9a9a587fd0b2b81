import { apiCall, defineAlert, record } from '../kit/index.ts';

export default defineAlert({
  id: 'iam-user-created',
  title: { en: 'IAM user created', ko: 'IAM 사용자 생성' },
  severity: 'medium',
  on: apiCall('iam.amazonaws.com', 'CreateUser').succeeded(),
  about: ({ request }) => request.userName,
  why: {
    en: 'A long-lived identity outside your identity provider is the usual way to stay in an account.',
    ko: 'ID 공급자를 거치지 않는 장기 자격 증명은 침입자가 계정에 계속 남는 가장 흔한 방법입니다.',
  },
  respond: {
    en: [
      'Ask {actor} whether this was intended.',
      'See what the user may do: aws iam list-attached-user-policies --user-name {about}',
      'See whether it has keys: aws iam list-access-keys --user-name {about}',
      'If not intended, remove its keys, policies and groups, then: aws iam delete-user --user-name {about}',
    ],
    ko: [
      '{actor}에게 의도한 작업인지 확인합니다.',
      '이 사용자의 권한을 확인합니다: aws iam list-attached-user-policies --user-name {about}',
      '액세스 키가 있는지 확인합니다: aws iam list-access-keys --user-name {about}',
      '의도하지 않았다면 키, 정책, 그룹을 제거한 뒤 삭제합니다: aws iam delete-user --user-name {about}',
    ],
  },
  controls: ['nist-800-53-r5:AC-2', 'isms-p:2.5.1'],
  fires: [record('CreateUser', { request: { userName: 'mallory' } })],
  quiet: [
    record('CreateUser', { request: { userName: 'mallory' }, errorCode: 'AccessDenied' }),
    record('CreateGroup', { request: { groupName: 'admins' } }),
    record('CreateUser', { source: 'transfer.amazonaws.com', request: { userName: 'mallory' } }),
  ],
});
