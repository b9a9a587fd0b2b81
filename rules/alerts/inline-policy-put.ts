import { apiCall, defineAlert, everyAction, record } from '../kit/index.ts';

export default defineAlert({
  id: 'inline-policy-put',
  title: { en: 'Inline policy put on an identity', ko: '자격 증명에 인라인 정책 추가' },
  severity: 'medium',
  // A document with every action has an alert of its own.
  on: apiCall('iam.amazonaws.com', 'PutUserPolicy', 'PutGroupPolicy', 'PutRolePolicy')
    .succeeded()
    .where({ requestParameters: { policyDocument: [{ 'anything-but': { wildcard: everyAction } }] } }),
  about: ({ request }) => request.userName ?? request.groupName ?? request.roleName,
  why: {
    en: 'An inline policy gives rights that no list of policies shows; a user who puts one on themselves is escalating.',
    ko: '인라인 정책은 정책 목록에 보이지 않는 권한을 줍니다. 자기 자신에게 추가했다면 권한 상승입니다.',
  },
  respond: {
    en: [
      'Read what {about} may do now; the policy is in the request above.',
      'Ask {actor} whether this was intended.',
      'If not, delete the policy and look for what it was used for.',
    ],
    ko: [
      '{about}에 부여된 권한을 확인합니다. 정책 내용은 위의 요청에 있습니다.',
      '{actor}에게 의도한 작업인지 확인합니다.',
      '의도하지 않았다면 정책을 삭제하고 그 권한이 어디에 쓰였는지 찾습니다.',
    ],
  },
  controls: ['nist-800-53-r5:AC-6', 'cis-aws-3.0:1.15', 'isms-p:2.5.6'],
  fires: [
    record('PutUserPolicy', { request: { userName: 'mallory', policyName: 'p', policyDocument: '{}' } }),
    record('PutRolePolicy', { request: { roleName: 'web', policyName: 'p', policyDocument: '{}' } }),
  ],
  quiet: [
    record('PutUserPolicy', { errorCode: 'AccessDenied', request: { userName: 'mallory', policyName: 'p' } }),
    record('PutUserPolicy', {
      request: {
        userName: 'mallory',
        policyName: 'p',
        policyDocument: '{"Statement":[{"Effect":"Allow","Action":"*"}]}',
      },
    }),
    record('DeleteUserPolicy', { request: { userName: 'mallory', policyName: 'p' } }),
    record('CreatePolicy', { request: { policyName: 'p' } }),
  ],
});
