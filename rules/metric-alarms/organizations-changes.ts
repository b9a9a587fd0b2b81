import { cisMonitoring, defineMetricAlarm, eventNameIs, eventSourceIs, record } from '../kit/index.ts';

const changes = eventNameIs(
  'AcceptHandshake',
  'AttachPolicy',
  'CreateAccount',
  'CreateOrganizationalUnit',
  'CreatePolicy',
  'DeclineHandshake',
  'DeleteOrganization',
  'DeleteOrganizationalUnit',
  'DeletePolicy',
  'DetachPolicy',
  'DisablePolicyType',
  'EnablePolicyType',
  'InviteAccountToOrganization',
  'LeaveOrganization',
  'MoveAccount',
  'RemoveAccountFromOrganization',
  'UpdatePolicy',
  'UpdateOrganizationalUnit',
);

export default defineMetricAlarm({
  id: 'cis-organizations-changes',
  title: { en: 'AWS Organizations changed', ko: 'AWS Organizations 변경' },
  severity: 'high',
  filterPattern: `{ ${eventSourceIs('organizations.amazonaws.com')} && ${changes} }`,
  why: {
    en: 'The organization holds the guard rails of every account in it.',
    ko: '조직에는 소속된 모든 계정의 보호 장치가 걸려 있습니다.',
  },
  respond: {
    en: [
      'See which accounts belong to it: aws organizations list-accounts',
      'See the policies: aws organizations list-policies --filter SERVICE_CONTROL_POLICY',
      'Undo what nobody asked for, from the management account.',
    ],
    ko: [
      '소속 계정을 확인합니다: aws organizations list-accounts',
      '정책을 확인합니다: aws organizations list-policies --filter SERVICE_CONTROL_POLICY',
      '요청되지 않은 변경은 관리 계정에서 되돌립니다.',
    ],
  },
  controls: [...cisMonitoring(15), 'nist-800-53-r5:CM-3', 'isms-p:2.9.1'],
  fires: [
    record('LeaveOrganization'),
    record('AttachPolicy', {
      source: 'organizations.amazonaws.com',
      request: { policyId: 'p-examplepolicy', targetId: 'ou-ab12-cdefgh34' },
    }),
  ],
  quiet: [record('ListAccounts'), record('CreatePolicy')],
});
