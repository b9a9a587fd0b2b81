import { cisMonitoring, defineMetricAlarm, eventNameIs, eventSourceIs, record } from '../kit/index.ts';

const changes = eventNameIs(
  'CreateRoute',
  'CreateRouteTable',
  'ReplaceRoute',
  'ReplaceRouteTableAssociation',
  'DeleteRoute',
  'DeleteRouteTable',
  'DisassociateRouteTable',
);

/** The service is named because API Gateway has a CreateRoute too. */
export default defineMetricAlarm({
  id: 'cis-route-table-changes',
  title: { en: 'Route table changed', ko: '라우팅 테이블 변경' },
  severity: 'low',
  filterPattern: `{ ${eventSourceIs('ec2.amazonaws.com')} && ${changes} }`,
  why: {
    en: 'Routes decide where traffic goes: around an inspection, out to the internet, or nowhere.',
    ko: '라우팅은 트래픽의 방향을 정합니다. 검사를 우회하거나 인터넷으로 나가거나 끊길 수 있습니다.',
  },
  respond: {
    en: [
      'Read the routes as they are now: aws ec2 describe-route-tables --route-table-ids TABLE',
      'Put the earlier routes back where nobody asked for the change.',
    ],
    ko: [
      '현재 라우팅을 확인합니다: aws ec2 describe-route-tables --route-table-ids TABLE',
      '요청되지 않은 변경이라면 이전 라우팅으로 되돌립니다.',
    ],
  },
  controls: [...cisMonitoring(13), 'nist-800-53-r5:SC-7', 'nist-800-53-r5:SI-4', 'isms-p:2.6.1'],
  fires: [
    record('CreateRoute', { request: { routeTableId: 'rtb-0123456789abcdef0', destinationCidrBlock: '0.0.0.0/0' } }),
  ],
  quiet: [record('DescribeRouteTables'), record('CreateRoute', { source: 'apigateway.amazonaws.com' })],
});
