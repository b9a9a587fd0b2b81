import { cisMonitoring, defineMetricAlarm, eventNameIs, eventSourceIs, record } from '../kit/index.ts';

const changes = eventNameIs(
  'CreateCustomerGateway',
  'DeleteCustomerGateway',
  'CreateInternetGateway',
  'DeleteInternetGateway',
  'AttachInternetGateway',
  'DetachInternetGateway',
);

export default defineMetricAlarm({
  id: 'cis-network-gateway-changes',
  title: { en: 'Network gateway changed', ko: '네트워크 게이트웨이 변경' },
  severity: 'low',
  filterPattern: `{ ${eventSourceIs('ec2.amazonaws.com')} && ${changes} }`,
  why: {
    en: 'A gateway is the way in and out of a VPC; a new one may be a way out for data.',
    ko: '게이트웨이는 VPC를 드나드는 길입니다. 새 게이트웨이는 데이터 유출 경로가 될 수 있습니다.',
  },
  respond: {
    en: [
      'See which VPC it belongs to: aws ec2 describe-internet-gateways --internet-gateway-ids GATEWAY',
      'Detach it where nobody asked for it.',
    ],
    ko: [
      '어느 VPC에 연결되었는지 확인합니다: aws ec2 describe-internet-gateways --internet-gateway-ids GATEWAY',
      '요청되지 않은 게이트웨이라면 분리합니다.',
    ],
  },
  controls: [...cisMonitoring(12), 'nist-800-53-r5:SC-7', 'nist-800-53-r5:SI-4', 'isms-p:2.6.1'],
  fires: [
    record('AttachInternetGateway', {
      request: { internetGatewayId: 'igw-0123456789abcdef0', vpcId: 'vpc-0123456789abcdef0' },
    }),
  ],
  quiet: [record('CreateNatGateway'), record('DescribeVpcs')],
});
