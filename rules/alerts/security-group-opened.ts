import { anyOf, apiCall, defineAlert, record, textAt } from '../kit/index.ts';

const source = 'ec2.amazonaws.com';

const added = apiCall(source, 'AuthorizeSecurityGroupIngress')
  .succeeded()
  .where({
    requestParameters: {
      $or: [
        { cidrIp: ['0.0.0.0/0'] },
        { ipPermissions: { items: { ipRanges: { items: { cidrIp: ['0.0.0.0/0'] } } } } },
        { ipPermissions: { items: { ipv6Ranges: { items: { cidrIpv6: ['::/0'] } } } } },
      ],
    },
  });

const rule = (open: Record<string, string[]>) => ({
  ModifySecurityGroupRulesRequest: { SecurityGroupRule: { SecurityGroupRule: open } },
});

const changed = apiCall(source, 'ModifySecurityGroupRules')
  .succeeded()
  .where({ requestParameters: { $or: [rule({ CidrIpv4: ['0.0.0.0/0'] }), rule({ CidrIpv6: ['::/0'] })] } });

const permission = (cidrIp: string) => ({
  groupId: 'sg-0123456789abcdef0',
  ipPermissions: {
    items: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp }] }, ipv6Ranges: {} }],
  },
});

export default defineAlert({
  id: 'security-group-opened',
  title: { en: 'Security group opened to the world', ko: '보안 그룹 전체 개방' },
  severity: 'high',
  on: anyOf(added, changed),
  about: ({ request }) =>
    textAt(request, 'groupId') ??
    textAt(request, 'groupName') ??
    textAt(request, 'ModifySecurityGroupRulesRequest', 'GroupId'),
  why: {
    en: 'Every address on the internet may connect now; an open port is found within minutes.',
    ko: '이제 인터넷의 모든 주소에서 접속할 수 있습니다. 열린 포트는 몇 분 안에 발견됩니다.',
  },
  respond: {
    en: [
      'See which ports are open: aws ec2 describe-security-groups --region {region} --group-ids {about}',
      'Ask {actor} whether this port is meant for everybody; SSH, RDP and databases never are.',
      'If not, revoke the rule and look at connections made since {time}.',
    ],
    ko: [
      '어떤 포트가 열렸는지 확인합니다: aws ec2 describe-security-groups --region {region} --group-ids {about}',
      '{actor}에게 모두에게 열 포트인지 확인합니다. SSH, RDP, 데이터베이스는 절대 그렇지 않습니다.',
      '아니라면 규칙을 제거하고 {time} 이후의 접속을 확인합니다.',
    ],
  },
  controls: ['cis-aws-3.0:5.2', 'cis-aws-3.0:5.3', 'nist-800-53-r5:SC-7', 'isms-p:2.6.1'],
  fires: [
    record('AuthorizeSecurityGroupIngress', { request: permission('0.0.0.0/0') }),
    record('AuthorizeSecurityGroupIngress', {
      request: {
        groupId: 'sg-0123456789abcdef0',
        ipPermissions: {
          items: [
            { ipProtocol: 'tcp', fromPort: 443, toPort: 443, ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }] } },
            { ipProtocol: '-1', ipRanges: {}, ipv6Ranges: { items: [{ cidrIpv6: '::/0' }] } },
          ],
        },
      },
    }),
    record('ModifySecurityGroupRules', {
      request: {
        ModifySecurityGroupRulesRequest: {
          GroupId: 'sg-0123456789abcdef0',
          SecurityGroupRule: {
            SecurityGroupRuleId: 'sgr-0123456789abcdef0',
            SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv4: '0.0.0.0/0' },
          },
        },
      },
    }),
  ],
  quiet: [
    record('AuthorizeSecurityGroupIngress', { request: permission('10.0.0.0/8') }),
    record('AuthorizeSecurityGroupIngress', {
      request: permission('0.0.0.0/0'),
      errorCode: 'Client.InvalidPermission.Duplicate',
    }),
    record('AuthorizeSecurityGroupEgress', { request: permission('0.0.0.0/0') }),
    record('RevokeSecurityGroupIngress', { request: permission('0.0.0.0/0') }),
  ],
});
