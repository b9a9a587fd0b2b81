import { type Control, control, type Decider } from './control.ts';

/** SSH, and RDP among the common ports: rules that judge ranges of both address families. */
const adminPorts: Decider = {
  rules: ['INCOMING_SSH_DISABLED', 'RESTRICTED_INCOMING_TRAFFIC'],
  isEnough: (parameters) =>
    Object.keys(parameters).length === 0 ||
    parameters.blockedPort3 === undefined ||
    Object.values(parameters).includes('3389'),
};

/** Networks: section 5 of CIS 3.0, section 6 of 7.0. */
export const network: readonly Control[] = [
  control(
    '5.1',
    '6.2',
    'Network ACLs close admin ports to the internet',
    '네트워크 ACL 관리 포트 차단',
    'NACL_NO_UNRESTRICTED_SSH_RDP',
  ),
  control('5.2', '6.3', 'Security groups close admin ports to 0.0.0.0/0', '보안 그룹 관리 포트 IPv4 차단', adminPorts),
  control('5.3', '6.4', 'Security groups close admin ports to ::/0', '보안 그룹 관리 포트 IPv6 차단', adminPorts),
  control(
    '5.4',
    '6.5',
    'Default security groups let nothing through',
    '기본 보안 그룹 트래픽 차단',
    'VPC_DEFAULT_SECURITY_GROUP_CLOSED',
  ),
  control('5.5', '6.6', 'Peering routes are as narrow as needed', 'VPC 피어링 라우팅 최소화'),
  control('5.6', '6.7', 'Instances take IMDSv2 only', 'EC2 IMDSv2 필수', 'EC2_IMDSV2_CHECK'),
  control('', '6.8', 'AWS services are reached through endpoints', 'VPC 엔드포인트를 통한 AWS 서비스 접근'),
  control('', '6.1.2', 'CIFS is open to trusted networks only', 'CIFS 신뢰 네트워크 한정'),
];
