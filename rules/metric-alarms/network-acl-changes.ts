import { cisMonitoring, defineMetricAlarm, eventNameIs, eventSourceIs, record } from '../kit/index.ts';

const changes = eventNameIs(
  'CreateNetworkAcl',
  'CreateNetworkAclEntry',
  'DeleteNetworkAcl',
  'DeleteNetworkAclEntry',
  'ReplaceNetworkAclEntry',
  'ReplaceNetworkAclAssociation',
);

export default defineMetricAlarm({
  id: 'cis-network-acl-changes',
  title: { en: 'Network ACL changed', ko: '네트워크 ACL 변경' },
  severity: 'low',
  filterPattern: `{ ${eventSourceIs('ec2.amazonaws.com')} && ${changes} }`,
  why: {
    en: 'Network ACLs fence off whole subnets; they change rarely and never by accident.',
    ko: '네트워크 ACL은 서브넷 전체를 통제합니다. 드물게, 그리고 의도적으로만 변경됩니다.',
  },
  respond: {
    en: [
      'Read the entries as they are now: aws ec2 describe-network-acls --network-acl-ids ACL',
      'Put the earlier entries back where nobody asked for the change.',
    ],
    ko: [
      '현재 항목을 확인합니다: aws ec2 describe-network-acls --network-acl-ids ACL',
      '요청되지 않은 변경이라면 이전 항목으로 되돌립니다.',
    ],
  },
  controls: [...cisMonitoring(11), 'nist-800-53-r5:SC-7', 'nist-800-53-r5:SI-4', 'isms-p:2.6.1'],
  fires: [record('CreateNetworkAclEntry', { request: { networkAclId: 'acl-0123456789abcdef0' } })],
  quiet: [record('CreateSubnet'), record('DescribeVpcs')],
});
