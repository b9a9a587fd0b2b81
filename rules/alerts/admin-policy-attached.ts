import { anyOf, apiCall, defineAlert, record } from '../kit/index.ts';

const adminPolicies = ['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess'].map((name) => ({
  suffix: `:policy/${name}`,
}));

/** An inline document that allows every action, in the four ways it is usually spelled. */
const allowsEverything = ['"\\*"', ' "\\*"', '["\\*"]', ' ["\\*"]'].map((value) => ({
  wildcard: `*"Allow"*"Action":${value}*`,
}));

export default defineAlert({
  id: 'admin-policy-attached',
  title: { en: 'Administrator rights granted', ko: '관리자 권한 부여' },
  severity: 'critical',
  on: anyOf(
    apiCall('iam.amazonaws.com', 'AttachUserPolicy', 'AttachGroupPolicy', 'AttachRolePolicy')
      .succeeded()
      .where({ requestParameters: { policyArn: adminPolicies } }),
    apiCall('iam.amazonaws.com', 'PutUserPolicy', 'PutGroupPolicy', 'PutRolePolicy')
      .succeeded()
      .where({ requestParameters: { policyDocument: allowsEverything } }),
  ),
  about: ({ request }) => request.userName ?? request.groupName ?? request.roleName,
  why: {
    en: 'From now on it may do everything in this account, remove your guards and make more administrators.',
    ko: '이제 이 계정에서 모든 작업을 할 수 있고, 보호 장치를 제거하거나 다른 관리자를 만들 수 있습니다.',
  },
  respond: {
    en: [
      'Ask {actor} whether this was intended; a grant to oneself hardly ever is.',
      'If not, detach the policy, or delete the inline one, from {about}.',
      'Search the trail for everything {actor} and {about} did since {time}.',
    ],
    ko: [
      '{actor}에게 의도한 작업인지 확인합니다. 자기 자신에게 부여한 것이라면 의심해야 합니다.',
      '의도하지 않았다면 {about}에서 정책을 분리하거나 인라인 정책을 삭제합니다.',
      '{time} 이후 {actor}와 {about}의 모든 작업을 추적에서 찾습니다.',
    ],
  },
  controls: ['nist-800-53-r5:AC-6', 'cis-aws-3.0:1.16', 'isms-p:2.5.5'],
  fires: [
    record('AttachUserPolicy', {
      request: { userName: 'mallory', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    }),
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
        policyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: ['*'], Resource: '*' }] }),
      },
    }),
  ],
  quiet: [
    record('AttachUserPolicy', { request: { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }),
    record('AttachUserPolicy', {
      request: { userName: 'mallory', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      errorCode: 'AccessDenied',
    }),
    record('PutUserPolicy', {
      request: {
        userName: 'mallory',
        policyDocument: JSON.stringify({ Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] }),
      },
    }),
    record('PutUserPolicy', {
      request: {
        userName: 'bob',
        policyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] }),
      },
    }),
  ],
});
