import { apiCall, defineAlert, record } from '../kit/index.ts';

export default defineAlert({
  id: 'security-hub-turned-off',
  title: { en: 'Security Hub turned off', ko: 'Security Hub 비활성화' },
  severity: 'high',
  on: apiCall(
    'securityhub.amazonaws.com',
    'DisableSecurityHub',
    'BatchDisableStandards',
    'DisassociateFromAdministratorAccount',
    'DisassociateMembers',
    'DeleteMembers',
  ).succeeded(),
  about: ({ record: { awsRegion } }) => awsRegion,
  why: {
    en: 'Findings are no longer gathered and checks no longer run.',
    ko: '보안 결과가 더 이상 수집되지 않고 점검도 실행되지 않습니다.',
  },
  respond: {
    en: [
      'Turn it on again: aws securityhub enable-security-hub --region {region}',
      'Ask {actor} whether this was intended.',
    ],
    ko: [
      '다시 켭니다: aws securityhub enable-security-hub --region {region}',
      '{actor}에게 의도한 작업인지 확인합니다.',
    ],
  },
  controls: ['cis-aws-3.0:4.16', 'nist-800-53-r5:CA-7', 'nist-800-53-r5:SI-4', 'isms-p:2.10.1'],
  fires: [record('DisableSecurityHub'), record('BatchDisableStandards')],
  quiet: [record('DisableSecurityHub', { errorCode: 'InvalidAccessException' }), record('EnableSecurityHub')],
});
