import { apiCall, defineAlert, record, textAt } from '../kit/index.ts';

export default defineAlert({
  id: 'organization-policy-changed',
  title: { en: 'Organization policy changed', ko: '조직 정책 변경' },
  severity: 'high',
  on: apiCall(
    'organizations.amazonaws.com',
    'DetachPolicy',
    'DeletePolicy',
    'UpdatePolicy',
    'DisablePolicyType',
    'DisableAWSServiceAccess',
    'DeregisterDelegatedAdministrator',
  ).succeeded(),
  about: ({ request }) =>
    textAt(request, 'policyId') ?? textAt(request, 'policyType') ?? textAt(request, 'servicePrincipal'),
  why: {
    en: 'Service control policies are what even administrators of an account cannot override; here one got weaker, or went.',
    ko: '서비스 제어 정책은 계정 관리자도 넘을 수 없는 제한입니다. 그 정책이 약해졌거나 사라졌을 수 있습니다.',
  },
  respond: {
    en: [
      'Ask {actor} and the owner of the organization whether this was planned.',
      'Read the policies: aws organizations list-policies --filter SERVICE_CONTROL_POLICY',
      'If not planned, attach the earlier policy again.',
    ],
    ko: [
      '{actor}와(과) 조직 담당자에게 계획된 작업인지 확인합니다.',
      '정책을 확인합니다: aws organizations list-policies --filter SERVICE_CONTROL_POLICY',
      '계획되지 않았다면 이전 정책을 다시 연결합니다.',
    ],
  },
  controls: ['nist-800-53-r5:AC-3', 'nist-800-53-r5:CM-3', 'isms-p:2.10.2'],
  fires: [
    record('DetachPolicy', { request: { policyId: 'p-examplepolicy', targetId: 'ou-ab12-cdefgh34' } }),
    record('UpdatePolicy', { request: { policyId: 'p-examplepolicy' } }),
  ],
  quiet: [
    record('AttachPolicy', { source: 'organizations.amazonaws.com', request: { policyId: 'p-examplepolicy' } }),
    record('DeletePolicy', { request: { policyArn: 'arn:aws:iam::123456789012:policy/ops' } }),
    record('DetachPolicy', { errorCode: 'AccessDeniedException' }),
  ],
});
