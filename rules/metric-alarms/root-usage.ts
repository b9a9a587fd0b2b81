import { cisMonitoring, defineMetricAlarm, record, root, rootSignInRecord, user } from '../kit/index.ts';

export default defineMetricAlarm({
  id: 'cis-root-usage',
  title: { en: 'Root user in use', ko: '루트 사용자 사용' },
  severity: 'high',
  filterPattern:
    '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
  why: {
    en: 'Nothing limits the root user. A handful of tasks a year need it; anything else is a mistake or an intruder.',
    ko: '루트 사용자는 어떤 정책으로도 제한되지 않습니다. 1년에 몇 번뿐인 작업 외의 사용은 실수이거나 침입입니다.',
  },
  respond: {
    en: [
      'Find out who holds the root credentials and whether they did the above.',
      'If nobody did: reset the root password, remove root access keys, and call AWS Support.',
      'Do everyday work through Identity Center or roles.',
    ],
    ko: [
      '루트 자격 증명 보유자가 위 작업을 했는지 확인합니다.',
      '아무도 하지 않았다면 루트 비밀번호를 재설정하고 루트 액세스 키를 제거한 뒤 AWS Support에 연락합니다.',
      '일상 작업은 Identity Center나 역할로 수행합니다.',
    ],
  },
  controls: [...cisMonitoring(3), 'nist-800-53-r5:AC-6', 'pci-dss-3.2.1:7.2.1', 'isms-p:2.5.5'],
  fires: [rootSignInRecord({ mfa: true }), record('DescribeInstances', { by: root() })],
  quiet: [
    record('DescribeInstances', { by: user('alice') }),
    record('GenerateDataKey', { by: { ...root(), invokedBy: 'AWS Internal' } }),
    record('CreateKey', { by: root(), eventType: 'AwsServiceEvent' }),
  ],
});
