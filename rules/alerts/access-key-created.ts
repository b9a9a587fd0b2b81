import { apiCall, defineAlert, record, textAt, user } from '../kit/index.ts';

export default defineAlert({
  id: 'access-key-created',
  title: { en: 'Access key created', ko: '액세스 키 생성' },
  severity: 'medium',
  on: apiCall('iam.amazonaws.com', 'CreateAccessKey').succeeded(),
  // A user who makes a key for themselves may leave the name out of the request.
  about: ({ request, response }) => request.userName ?? textAt(response, 'accessKey', 'userName'),
  why: {
    en: 'An access key works from anywhere until someone deletes it. A second key is how an intruder stays after the first is found.',
    ko: '액세스 키는 삭제될 때까지 어디서나 동작합니다. 두 번째 키는 첫 번째가 발각된 뒤에도 침입자가 남는 수단입니다.',
  },
  respond: {
    en: [
      'Ask {actor} whether this was intended.',
      'See the keys of the user: aws iam list-access-keys --user-name {about}',
      'If not intended, disable the new one first: aws iam update-access-key --status Inactive --user-name {about} --access-key-id KEY',
    ],
    ko: [
      '{actor}에게 의도한 작업인지 확인합니다.',
      '이 사용자의 키를 확인합니다: aws iam list-access-keys --user-name {about}',
      '의도하지 않았다면 새 키를 먼저 비활성화합니다: aws iam update-access-key --status Inactive --user-name {about} --access-key-id KEY',
    ],
  },
  controls: ['nist-800-53-r5:IA-5', 'nist-800-53-r5:AC-2', 'isms-p:2.5.4'],
  fires: [
    record('CreateAccessKey', {
      request: { userName: 'mallory' },
      response: { accessKey: { userName: 'mallory', accessKeyId: 'AKIAI44QH8DHBEXAMPLE', status: 'Active' } },
    }),
    record('CreateAccessKey', { response: { accessKey: { userName: 'alice' } } }),
  ],
  quiet: [
    record('CreateAccessKey', { errorCode: 'AccessDenied', by: user('mallory') }),
    record('DeleteAccessKey', { request: { userName: 'mallory' } }),
    record('ListAccessKeys'),
  ],
});
