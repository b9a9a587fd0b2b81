import { anyOf, apiCall, defineAlert, record, textAt } from '../kit/index.ts';

const source = 'ec2.amazonaws.com';

/** A way to or from the internet, or to another network. Routes within a VPC are left to the metric alarm. */
export default defineAlert({
  id: 'network-path-changed',
  title: { en: 'Way out of a VPC changed', ko: 'VPC 외부 경로 변경' },
  severity: 'medium',
  on: anyOf(
    apiCall(source, 'CreateRoute', 'ReplaceRoute')
      .succeeded()
      .where({
        requestParameters: { $or: [{ destinationCidrBlock: ['0.0.0.0/0'] }, { destinationIpv6CidrBlock: ['::/0'] }] },
      }),
    apiCall(
      source,
      'AttachInternetGateway',
      'DetachInternetGateway',
      'AcceptVpcPeeringConnection',
      'CreateCustomerGateway',
      'AttachVpnGateway',
      'CreateTransitGatewayVpcAttachment',
      'DeleteTransitGatewayVpcAttachment',
    ).succeeded(),
  ),
  about: ({ request }) =>
    textAt(request, 'routeTableId') ??
    textAt(request, 'internetGatewayId') ??
    textAt(request, 'vpcPeeringConnectionId') ??
    textAt(request, 'DeleteTransitGatewayVpcAttachmentRequest', 'TransitGatewayAttachmentId') ??
    textAt(request, 'CreateTransitGatewayVpcAttachmentRequest', 'VpcId') ??
    textAt(request, 'vpnGatewayId'),
  why: {
    en: 'Traffic can leave, or come in, another way than the one you inspect.',
    ko: '점검하는 경로가 아닌 다른 길로 트래픽이 드나들 수 있습니다.',
  },
  respond: {
    en: [
      'Ask {actor} whether the change was planned.',
      'See the routes in {region}: aws ec2 describe-route-tables --region {region}',
      'If not planned, put the earlier path back.',
    ],
    ko: [
      '{actor}에게 계획된 변경인지 확인합니다.',
      '{region}의 라우팅을 확인합니다: aws ec2 describe-route-tables --region {region}',
      '계획되지 않았다면 이전 경로로 되돌립니다.',
    ],
  },
  controls: ['nist-800-53-r5:SC-7', 'nist-800-53-r5:CM-3', 'isms-p:2.6.1'],
  fires: [
    record('CreateRoute', {
      request: {
        routeTableId: 'rtb-0123456789abcdef0',
        destinationCidrBlock: '0.0.0.0/0',
        gatewayId: 'igw-0123456789abcdef0',
      },
    }),
    record('AttachInternetGateway', {
      request: { internetGatewayId: 'igw-0123456789abcdef0', vpcId: 'vpc-0123456789abcdef0' },
    }),
    record('DeleteTransitGatewayVpcAttachment', {
      source,
      request: {
        DeleteTransitGatewayVpcAttachmentRequest: { TransitGatewayAttachmentId: 'tgw-attach-0123456789abcdef0' },
      },
    }),
  ],
  quiet: [
    record('CreateRoute', { request: { routeTableId: 'rtb-0123456789abcdef0', destinationCidrBlock: '10.1.0.0/16' } }),
    record('AttachInternetGateway', { errorCode: 'Client.Resource.AlreadyAssociated' }),
    record('DescribeRouteTables'),
  ],
});
