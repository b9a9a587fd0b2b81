import { apiCall, defineAlert, everyAction, record } from '../kit/index.ts';

export default defineAlert({
  id: 'inline-policy-all-actions',
  title: { en: 'Inline policy with every action', ko: '모든 작업(*)이 포함된 인라인 정책' },
  severity: 'critical',
  on: apiCall('iam.amazonaws.com', 'PutUserPolicy', 'PutGroupPolicy', 'PutRolePolicy')
    .succeeded()
    .where({ requestParameters: { policyDocument: everyAction.map((wildcard) => ({ wildcard })) } }),
  about: ({ request }) => request.userName ?? request.groupName ?? request.roleName,
  why: {
    en: 'Unless the statement denies, {about} may do everything in this account now; this is how intruders make themselves administrators.',
    ko: '거부 정책이 아니라면 {about}은(는) 이제 이 계정에서 모든 작업을 할 수 있습니다. 침입자가 스스로 관리자가 되는 방법입니다.',
  },
  respond: {
    en: [
      'Ask {actor} whether this was intended; a grant to oneself hardly ever is.',
      'If not, delete the inline policy of {about}; its name is in the request above.',
      'Search the trail for everything {actor} and {about} did since {time}.',
    ],
    ko: [
      '{actor}에게 의도한 작업인지 확인합니다. 자기 자신에게 부여한 것이라면 의심해야 합니다.',
      '의도하지 않았다면 {about}의 인라인 정책을 삭제합니다. 정책 이름은 위의 요청에 있습니다.',
      '{time} 이후 {actor}와(과) {about}의 모든 작업을 추적에서 찾습니다.',
    ],
  },
  controls: ['nist-800-53-r5:AC-6', 'cis-aws-3.0:1.15', 'cis-aws-3.0:1.16', 'isms-p:2.5.5'],
  fires: [
    record('PutUserPolicy', {
      request: {
        userName: 'mallory',
        policyName: 'zlj9i0k83o',
        policyDocument: '{"Version": "2012-10-17","Statement": [{"Effect": "Allow","Action": "*","Resource": "*"}]}',
      },
    }),
    record('PutRolePolicy', {
      request: {
        roleName: 'ci',
        policyName: 'all',
        policyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
      },
    }),
  ],
  quiet: [
    record('PutUserPolicy', {
      request: {
        userName: 'bob',
        policyName: 'read',
        policyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] }),
      },
    }),
    record('PutUserPolicy', {
      request: { userName: 'mallory', policyName: 'p', policyDocument: '{"Statement":[{"Action":"*"}]}' },
      errorCode: 'AccessDenied',
    }),
  ],
});
