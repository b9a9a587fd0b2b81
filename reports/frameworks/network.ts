import { type Control, control, type Decider } from './control.ts';

/** SSH, and RDP among the common ports: rules that judge ranges of both address families. */
const adminPorts: Decider = {
  rules: ['INCOMING_SSH_DISABLED', 'RESTRICTED_INCOMING_TRAFFIC'],
  isEnough: (parameters) =>
    Object.keys(parameters).length === 0 ||
    parameters.blockedPort3 === undefined ||
    Object.values(parameters).includes('3389'),
};

const cifs: Decider = {
  rules: ['RESTRICTED_INCOMING_TRAFFIC'],
  isEnough: (parameters) => Object.values(parameters).includes('445'),
};

const closeAdminPorts = {
  en: 'Revoke the ingress rule (aws ec2 revoke-security-group-ingress) and reach instances through Session Manager.',
  ko: '인바운드 규칙을 제거하고(aws ec2 revoke-security-group-ingress) 인스턴스에는 Session Manager로 접속합니다.',
};

/** Networks: section 5 of CIS 3.0, section 6 of 7.0. */
export const network: readonly Control[] = [
  control({
    in: ['5.1', '6.2'],
    en: 'Network ACLs close admin ports to the internet',
    ko: '네트워크 ACL 관리 포트 차단',
    severity: 'medium',
    todo: {
      en: 'Replace the entry by one whose range leaves out ports 22 and 3389, or whose source is your own network.',
      ko: '22, 3389 포트를 제외하거나 출발지를 내부망으로 한정한 항목으로 바꿉니다.',
    },
    by: ['NACL_NO_UNRESTRICTED_SSH_RDP'],
  }),
  control({
    in: ['5.2', '6.3'],
    en: 'Security groups close admin ports to 0.0.0.0/0',
    ko: '보안 그룹 관리 포트 IPv4 차단',
    severity: 'high',
    todo: closeAdminPorts,
    by: [adminPorts],
  }),
  control({
    in: ['5.3', '6.4'],
    en: 'Security groups close admin ports to ::/0',
    ko: '보안 그룹 관리 포트 IPv6 차단',
    severity: 'high',
    todo: closeAdminPorts,
    by: [adminPorts],
  }),
  control({
    in: ['5.4', '6.5'],
    en: 'Default security groups let nothing through',
    ko: '기본 보안 그룹 트래픽 차단',
    severity: 'medium',
    todo: {
      en: 'Move what uses the default group to groups of its own, then remove all its ingress and egress rules.',
      ko: '기본 그룹을 쓰는 리소스를 별도 그룹으로 옮긴 뒤 기본 그룹의 규칙을 모두 제거합니다.',
    },
    by: ['VPC_DEFAULT_SECURITY_GROUP_CLOSED'],
  }),
  control({
    in: ['5.5', '6.6'],
    en: 'Peering routes are as narrow as needed',
    ko: 'VPC 피어링 라우팅 최소화',
    severity: 'low',
    todo: {
      en: 'In the route tables with a pcx- target, see that each destination is no wider than the subnets that talk.',
      ko: 'pcx- 대상이 있는 라우팅 테이블에서 목적지 범위가 실제 통신하는 서브넷보다 넓지 않은지 확인합니다.',
    },
  }),
  control({
    in: ['5.6', '6.7'],
    en: 'Instances take IMDSv2 only',
    ko: 'EC2 IMDSv2 필수',
    severity: 'high',
    todo: {
      en: 'Run aws ec2 modify-instance-metadata-options --http-tokens required, and set it in launch templates.',
      ko: 'aws ec2 modify-instance-metadata-options --http-tokens required를 실행하고 시작 템플릿에도 지정합니다.',
    },
    by: ['EC2_IMDSV2_CHECK'],
  }),
  control({
    in: ['', '6.8'],
    en: 'AWS services are reached through endpoints',
    ko: 'VPC 엔드포인트를 통한 AWS 서비스 접근',
    severity: 'low',
    todo: {
      en: 'For each VPC, compare aws ec2 describe-vpc-endpoints with the services that workloads in it call.',
      ko: 'VPC마다 aws ec2 describe-vpc-endpoints와 워크로드가 호출하는 서비스를 비교합니다.',
    },
  }),
  control({
    in: ['', '6.1.2'],
    en: 'CIFS is open to trusted networks only',
    ko: 'CIFS 신뢰 네트워크 한정',
    severity: 'high',
    todo: {
      en: 'Revoke ingress to port 445 from 0.0.0.0/0 and ::/0; let in the networks that use the shares.',
      ko: '0.0.0.0/0과 ::/0에서 445 포트로 들어오는 규칙을 제거하고 공유를 쓰는 네트워크만 허용합니다.',
    },
    by: [cifs],
  }),
];
