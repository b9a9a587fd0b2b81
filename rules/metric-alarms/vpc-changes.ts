import { cisMonitoring, defineMetricAlarm, eventNameIs, eventSourceIs, record } from '../kit/index.ts';

const changes = eventNameIs(
  'CreateVpc',
  'DeleteVpc',
  'ModifyVpcAttribute',
  'CreateVpcPeeringConnection',
  'AcceptVpcPeeringConnection',
  'RejectVpcPeeringConnection',
  'DeleteVpcPeeringConnection',
);

/** Without the published list's ClassicLink calls: EC2-Classic is gone and they can no longer be made. */
export default defineMetricAlarm({
  id: 'cis-vpc-changes',
  title: { en: 'VPC changed', ko: 'VPC 변경' },
  severity: 'low',
  filterPattern: `{ ${eventSourceIs('ec2.amazonaws.com')} && ${changes} }`,
  why: {
    en: 'A new VPC lies outside your guards until someone adds them; a peering joins two networks.',
    ko: '새 VPC는 보호 장치를 추가하기 전까지 무방비 상태이며, 피어링은 두 네트워크를 하나로 잇습니다.',
  },
  respond: {
    en: [
      'See what there is now: aws ec2 describe-vpcs',
      'See the peerings: aws ec2 describe-vpc-peering-connections',
      'Remove what nobody asked for.',
    ],
    ko: [
      '현재 VPC를 확인합니다: aws ec2 describe-vpcs',
      '피어링을 확인합니다: aws ec2 describe-vpc-peering-connections',
      '요청되지 않은 것은 제거합니다.',
    ],
  },
  controls: [...cisMonitoring(14), 'nist-800-53-r5:SC-7', 'nist-800-53-r5:SI-4', 'isms-p:2.6.1'],
  fires: [
    record('CreateVpc', { request: { cidrBlock: '10.9.0.0/16' } }),
    record('AcceptVpcPeeringConnection', { request: { vpcPeeringConnectionId: 'pcx-0123456789abcdef0' } }),
  ],
  quiet: [record('DescribeVpcs'), record('CreateSubnet')],
});
