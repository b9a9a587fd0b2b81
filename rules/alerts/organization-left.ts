import { apiCall, defineAlert, record, textAt } from '../kit/index.ts';

/** A denied attempt fires too: no ordinary work tries to leave. */
export default defineAlert({
  id: 'organization-left',
  title: { en: 'Account taken out of its organization', ko: '조직에서 계정 이탈' },
  severity: 'critical',
  on: apiCall(
    'organizations.amazonaws.com',
    'LeaveOrganization',
    'RemoveAccountFromOrganization',
    'DeleteOrganization',
    'CloseAccount',
  ),
  about: ({ request, record: { recipientAccountId } }) => textAt(request, 'accountId') ?? recipientAccountId,
  why: {
    en: 'Outside the organization none of its guard rails, trails and central detection holds any more.',
    ko: '조직을 벗어나면 조직의 보호 장치, 추적, 중앙 탐지가 더 이상 적용되지 않습니다.',
  },
  respond: {
    en: [
      'Ask the owner of the organization whether this was planned.',
      'If not, invite the account back from the management account and disable {actor}.',
    ],
    ko: [
      '조직 담당자에게 계획된 작업인지 확인합니다.',
      '아니라면 관리 계정에서 계정을 다시 초대하고 {actor}의 접근을 차단합니다.',
    ],
  },
  controls: ['nist-800-53-r5:CM-3', 'nist-800-53-r5:AC-3', 'isms-p:2.10.2'],
  fires: [
    record('LeaveOrganization'),
    record('LeaveOrganization', { errorCode: 'AccessDenied' }),
    record('RemoveAccountFromOrganization', { request: { accountId: '111122223333' } }),
  ],
  quiet: [record('DescribeOrganization'), record('MoveAccount', { request: { accountId: '111122223333' } })],
});
