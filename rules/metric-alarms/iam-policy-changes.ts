import { cisMonitoring, defineMetricAlarm, eventNameIs, eventSourceIs, record } from '../kit/index.ts';

const changes = eventNameIs(
  'PutUserPolicy',
  'PutGroupPolicy',
  'PutRolePolicy',
  'DeleteUserPolicy',
  'DeleteGroupPolicy',
  'DeleteRolePolicy',
  'CreatePolicy',
  'DeletePolicy',
  'CreatePolicyVersion',
  'DeletePolicyVersion',
  'SetDefaultPolicyVersion',
  'AttachUserPolicy',
  'AttachGroupPolicy',
  'AttachRolePolicy',
  'DetachUserPolicy',
  'DetachGroupPolicy',
  'DetachRolePolicy',
  'UpdateAssumeRolePolicy',
);

/** Beyond the published list: a default version set, which changes what a policy says, and a role's trust. */
export default defineMetricAlarm({
  id: 'cis-iam-policy-changes',
  title: { en: 'IAM policy changed', ko: 'IAM 정책 변경' },
  severity: 'medium',
  filterPattern: `{ ${eventSourceIs('iam.amazonaws.com')} && ${changes} }`,
  why: {
    en: 'Policies decide who may do what. One call is enough to make anybody an administrator.',
    ko: '정책은 누가 무엇을 할 수 있는지를 정합니다. 호출 한 번이면 누구든 관리자가 될 수 있습니다.',
  },
  respond: {
    en: [
      'Compare each change above with the change requests of the day.',
      'For one nobody asked for, read the policy as it is now and put the earlier version back.',
    ],
    ko: [
      '위 변경을 당일의 변경 요청과 대조합니다.',
      '요청되지 않은 변경이라면 현재 정책 내용을 확인하고 이전 버전으로 되돌립니다.',
    ],
  },
  controls: [...cisMonitoring(4), 'nist-800-53-r5:AC-6', 'nist-800-53-r5:CM-3', 'isms-p:2.5.6'],
  fires: [
    record('PutUserPolicy', { request: { userName: 'mallory', policyName: 'all' } }),
    record('SetDefaultPolicyVersion', {
      request: { policyArn: 'arn:aws:iam::123456789012:policy/ops', versionId: 'v2' },
    }),
  ],
  quiet: [record('ListUsers'), record('CreatePolicy', { source: 'organizations.amazonaws.com' })],
});
