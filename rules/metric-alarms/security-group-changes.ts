import { cisMonitoring, defineMetricAlarm, eventNameIs, eventSourceIs, record } from '../kit/index.ts';

const changes = eventNameIs(
  'AuthorizeSecurityGroupIngress',
  'AuthorizeSecurityGroupEgress',
  'RevokeSecurityGroupIngress',
  'RevokeSecurityGroupEgress',
  'ModifySecurityGroupRules',
  'CreateSecurityGroup',
  'DeleteSecurityGroup',
);

export default defineMetricAlarm({
  id: 'cis-security-group-changes',
  title: { en: 'Security group changed', ko: '보안 그룹 변경' },
  severity: 'low',
  filterPattern: `{ ${eventSourceIs('ec2.amazonaws.com')} && ${changes} }`,
  why: {
    en: 'Security groups are the firewall of every instance; a rule too many is a door left open.',
    ko: '보안 그룹은 모든 인스턴스의 방화벽입니다. 규칙 하나가 열린 문이 될 수 있습니다.',
  },
  respond: {
    en: [
      'Look for rules open to 0.0.0.0/0 or ::/0: aws ec2 describe-security-groups --group-ids GROUP',
      'Remove what nobody asked for.',
    ],
    ko: [
      '0.0.0.0/0 또는 ::/0에 열린 규칙이 있는지 확인합니다: aws ec2 describe-security-groups --group-ids GROUP',
      '요청되지 않은 규칙을 제거합니다.',
    ],
  },
  controls: [...cisMonitoring(10), 'nist-800-53-r5:SC-7', 'isms-p:2.6.1'],
  fires: [
    record('AuthorizeSecurityGroupIngress', { request: { groupId: 'sg-0123456789abcdef0' } }),
    record('ModifySecurityGroupRules', { request: { groupId: 'sg-0123456789abcdef0' } }),
  ],
  quiet: [record('DescribeSecurityGroups'), record('RunInstances')],
});
