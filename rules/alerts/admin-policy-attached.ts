import { apiCall, defineAlert, record } from '../kit/index.ts';

const adminPolicies = ['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess'].map((name) => ({
  suffix: `:policy/${name}`,
}));

export default defineAlert({
  id: 'admin-policy-attached',
  title: { en: 'Administrator rights granted', ko: '관리자 권한 부여' },
  severity: 'critical',
  on: apiCall('iam.amazonaws.com', 'AttachUserPolicy', 'AttachGroupPolicy', 'AttachRolePolicy')
    .succeeded()
    .where({ requestParameters: { policyArn: adminPolicies } }),
  about: ({ request }) => request.userName ?? request.groupName ?? request.roleName,
  why: {
    en: 'From now on {about} may do everything in this account, remove your guards and make more administrators.',
    ko: '이제 {about}은(는) 이 계정에서 모든 작업을 할 수 있고, 보호 장치를 제거하거나 다른 관리자를 만들 수 있습니다.',
  },
  respond: {
    en: [
      'Ask {actor} whether this was intended; a grant to oneself hardly ever is.',
      'If not, detach the policy from {about}.',
      'Search the trail for everything {actor} and {about} did since {time}.',
    ],
    ko: [
      '{actor}에게 의도한 작업인지 확인합니다. 자기 자신에게 부여한 것이라면 의심해야 합니다.',
      '의도하지 않았다면 {about}에서 정책을 분리합니다.',
      '{time} 이후 {actor}와(과) {about}의 모든 작업을 추적에서 찾습니다.',
    ],
  },
  controls: ['nist-800-53-r5:AC-6', 'cis-aws-3.0:1.16', 'isms-p:2.5.5'],
  fires: [
    record('AttachUserPolicy', {
      request: { userName: 'mallory', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    }),
    record('AttachRolePolicy', { request: { roleName: 'ci', policyArn: 'arn:aws-cn:iam::aws:policy/IAMFullAccess' } }),
  ],
  quiet: [
    record('AttachUserPolicy', { request: { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }),
    record('AttachUserPolicy', {
      request: { userName: 'mallory', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      errorCode: 'AccessDenied',
    }),
    record('DetachUserPolicy', {
      request: { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    }),
  ],
});
