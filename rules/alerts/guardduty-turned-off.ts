import { anyOf, apiCall, defineAlert, record, textAt } from '../kit/index.ts';

export default defineAlert({
  id: 'guardduty-turned-off',
  title: { en: 'GuardDuty turned off', ko: 'GuardDuty 비활성화' },
  severity: 'critical',
  on: anyOf(
    apiCall(
      'guardduty.amazonaws.com',
      'DeleteDetector',
      'DeletePublishingDestination',
      'DisassociateFromAdministratorAccount',
      'DisassociateFromMasterAccount',
      'DisassociateMembers',
      'DeleteMembers',
      'StopMonitoringMembers',
    ).succeeded(),
    apiCall('guardduty.amazonaws.com', 'UpdateDetector')
      .succeeded()
      .where({ requestParameters: { enable: [false] } }),
  ),
  about: ({ request }) => textAt(request, 'detectorId'),
  why: {
    en: 'Nobody watches for stolen credentials and strange traffic in {region} any more.',
    ko: '{region} 리전에서 탈취된 자격 증명과 이상 트래픽을 더 이상 감시하지 않습니다.',
  },
  respond: {
    en: [
      'See what is left: aws guardduty list-detectors --region {region}',
      'Turn it on again: aws guardduty create-detector --enable --region {region}',
      'Ask {actor} whether this was intended; if not, treat it as an intrusion.',
    ],
    ko: [
      '남은 탐지기를 확인합니다: aws guardduty list-detectors --region {region}',
      '다시 켭니다: aws guardduty create-detector --enable --region {region}',
      '{actor}에게 의도한 작업인지 확인하고, 아니라면 침해로 간주합니다.',
    ],
  },
  controls: ['nist-800-53-r5:SI-4', 'isms-p:2.10.1', 'isms-p:2.11.3'],
  fires: [
    record('DeleteDetector', { request: { detectorId: '12abc34d567e8fa901bc2d34e56789f0' } }),
    record('UpdateDetector', { request: { detectorId: '12abc34d567e8fa901bc2d34e56789f0', enable: false } }),
    record('DeleteMembers', { source: 'guardduty.amazonaws.com', request: { accountIds: ['111122223333'] } }),
  ],
  quiet: [
    record('DeleteDetector', { errorCode: 'BadRequestException', request: { detectorId: '0' } }),
    record('UpdateDetector', { request: { detectorId: '12abc34d567e8fa901bc2d34e56789f0', enable: true } }),
    record('CreateDetector', { request: { enable: true } }),
  ],
});
