import { at, compliant, defineConfigRule, isObject, type Json, listAt, nonCompliant, textAt } from '../kit/index.ts';

const anywhere = ['0.0.0.0/0', '::/0'];

/** Does the permission let the whole internet in? Older items have ranges as plain texts, newer ones as objects. */
const isOpen = (permission: Json): boolean =>
  [...listAt(permission, 'ipRanges'), ...listAt(permission, 'ipv4Ranges'), ...listAt(permission, 'ipv6Ranges')].some(
    (range) =>
      anywhere.includes(isObject(range) ? (textAt(range, 'cidrIp') ?? textAt(range, 'cidrIpv6') ?? '') : String(range)),
  );

/** Without ports the permission is for all of them. */
const covers = (permission: Json, port: number): boolean => {
  const from = at(permission, 'fromPort');
  const to = at(permission, 'toPort');
  return typeof from !== 'number' || typeof to !== 'number' || (from <= port && port <= to);
};

const item = (permission: Record<string, Json>) => ({
  resourceType: 'AWS::EC2::SecurityGroup',
  resourceId: 'sg-0123456789abcdef0',
  configuration: { groupId: 'sg-0123456789abcdef0', ipPermissions: [permission] },
});

export default defineConfigRule({
  id: 'security-group-closes-admin-ports',
  title: { en: 'Security group keeps admin ports closed', ko: '보안 그룹 관리 포트 비공개' },
  severity: 'high',
  resourceTypes: ['AWS::EC2::SecurityGroup'],
  parameters: { ports: '22,3389' },
  evaluate: ({ configuration }, { ports }) => {
    const open = listAt(configuration, 'ipPermissions').filter(isOpen);
    const exposed = ports.split(',').filter((port) => open.some((permission) => covers(permission, Number(port))));
    return exposed.length === 0 ? compliant() : nonCompliant(`Open to the internet: port ${exposed.join(', ')}`);
  },
  why: {
    en: 'Open SSH and RDP ports are tried by machines all over the world within minutes.',
    ko: '열린 SSH, RDP 포트는 몇 분 안에 전 세계의 공격 대상이 됩니다.',
  },
  respond: {
    en: ['Revoke the rule on {about}; reach instances through Session Manager.'],
    ko: ['{about}의 규칙을 제거하고, 인스턴스에는 Session Manager로 접속합니다.'],
  },
  controls: [
    'cis-aws-3.0:5.2',
    'cis-aws-3.0:5.3',
    'cis-aws-7.0:6.3',
    'cis-aws-7.0:6.4',
    'nist-800-53-r5:SC-7',
    'isms-p:2.6.1',
  ],
  complies: [
    item({ ipProtocol: 'tcp', fromPort: 443, toPort: 443, ipv4Ranges: [{ cidrIp: '0.0.0.0/0' }] }),
    item({ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipv4Ranges: [{ cidrIp: '10.0.0.0/8' }] }),
  ],
  violates: [
    item({ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipv4Ranges: [{ cidrIp: '0.0.0.0/0' }] }),
    item({ ipProtocol: 'tcp', fromPort: 3000, toPort: 4000, ipv6Ranges: [{ cidrIpv6: '::/0' }] }),
    item({ ipProtocol: '-1', ipRanges: ['0.0.0.0/0'] }),
  ],
});
