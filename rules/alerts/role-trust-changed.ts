import { apiCall, defineAlert, record } from '../kit/index.ts';

export default defineAlert({
  id: 'role-trust-changed',
  title: { en: 'Trust of a role changed', ko: '역할 신뢰 정책 변경' },
  severity: 'high',
  on: apiCall('iam.amazonaws.com', 'UpdateAssumeRolePolicy').succeeded(),
  about: ({ request }) => request.roleName,
  why: {
    en: 'The trust policy says who may become this role. One line lets another account in, with no user or key to be found.',
    ko: '신뢰 정책은 누가 이 역할을 맡을 수 있는지를 정합니다. 한 줄이면 다른 계정이 사용자나 키 없이 들어올 수 있습니다.',
  },
  respond: {
    en: [
      'Read whom it trusts now: aws iam get-role --role-name {about}',
      'Ask {actor} whether this was intended.',
      'If not, put the earlier trust policy back and revoke the sessions of the role.',
    ],
    ko: [
      '현재 누구를 신뢰하는지 확인합니다: aws iam get-role --role-name {about}',
      '{actor}에게 의도한 작업인지 확인합니다.',
      '의도하지 않았다면 이전 신뢰 정책으로 되돌리고 역할의 세션을 취소합니다.',
    ],
  },
  controls: ['nist-800-53-r5:AC-3', 'nist-800-53-r5:AC-6', 'isms-p:2.5.6'],
  fires: [record('UpdateAssumeRolePolicy', { request: { roleName: 'ops', policyDocument: '{}' } })],
  quiet: [
    record('UpdateAssumeRolePolicy', { errorCode: 'MalformedPolicyDocument', request: { roleName: 'ops' } }),
    record('CreateRole', { request: { roleName: 'ops' } }),
  ],
});
