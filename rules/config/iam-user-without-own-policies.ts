import { compliant, defineConfigRule, listAt, nonCompliant, textAt } from '../kit/index.ts';

const item = (configuration: Record<string, { policyName: string }[]>) => ({
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDAEXAMPLEUSER000001',
  resourceName: 'bob',
  configuration: { userName: 'bob', ...configuration },
});

export default defineConfigRule({
  id: 'iam-user-without-own-policies',
  title: { en: 'IAM user has no policies of its own', ko: 'IAM 사용자에 직접 연결된 정책 없음' },
  severity: 'low',
  resourceTypes: ['AWS::IAM::User'],
  evaluate: ({ configuration }) => {
    const own =
      listAt(configuration, 'userPolicyList').find(() => true) ??
      listAt(configuration, 'attachedManagedPolicies').find(() => true);
    if (own === undefined) return compliant();
    return nonCompliant(`The user has ${textAt(own, 'policyName')} of its own; rights belong to groups.`);
  },
  why: {
    en: 'Rights given to single users are forgotten when people change jobs; groups are reviewed.',
    ko: '개별 사용자에게 준 권한은 담당이 바뀌어도 잊히기 쉽습니다. 그룹 권한은 정기적으로 검토됩니다.',
  },
  respond: {
    en: ['Put the rights of {about} into a group, add the user to it, then remove the policies.'],
    ko: ['{about}의 권한을 그룹으로 옮기고 사용자를 그룹에 추가한 뒤 정책을 제거합니다.'],
  },
  controls: ['cis-aws-3.0:1.15', 'cis-aws-7.0:2.13', 'nist-800-53-r5:AC-6', 'isms-p:2.5.6'],
  complies: [item({ userPolicyList: [], attachedManagedPolicies: [] }), item({})],
  violates: [
    item({ userPolicyList: [{ policyName: 'inline' }] }),
    item({ attachedManagedPolicies: [{ policyName: 'ReadOnlyAccess' }] }),
  ],
});
