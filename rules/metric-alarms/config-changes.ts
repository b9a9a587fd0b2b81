import { cisMonitoring, defineMetricAlarm, eventNameIs, eventSourceIs, record } from '../kit/index.ts';

const changes = eventNameIs(
  'StopConfigurationRecorder',
  'DeleteConfigurationRecorder',
  'PutConfigurationRecorder',
  'PutDeliveryChannel',
  'DeleteDeliveryChannel',
);

export default defineMetricAlarm({
  id: 'cis-config-changes',
  title: { en: 'AWS Config recording changed', ko: 'AWS Config 기록 설정 변경' },
  severity: 'high',
  filterPattern: `{ ${eventSourceIs('config.amazonaws.com')} && ${changes} }`,
  why: {
    en: 'Config is the memory of how resources were set up. What changes while it is off leaves no history.',
    ko: 'Config는 리소스 구성의 기록입니다. 꺼져 있는 동안의 변경은 이력에 남지 않습니다.',
  },
  respond: {
    en: [
      'See whether it records: aws configservice describe-configuration-recorder-status',
      'Start it again: aws configservice start-configuration-recorder --configuration-recorder-name NAME',
    ],
    ko: [
      '기록 중인지 확인합니다: aws configservice describe-configuration-recorder-status',
      '다시 시작합니다: aws configservice start-configuration-recorder --configuration-recorder-name NAME',
    ],
  },
  controls: [...cisMonitoring(9), 'nist-800-53-r5:CM-3', 'nist-800-53-r5:CM-8', 'isms-p:2.9.1'],
  fires: [
    record('StopConfigurationRecorder', { request: { configurationRecorderName: 'default' } }),
    record('DeleteDeliveryChannel', { request: { deliveryChannelName: 'default' } }),
  ],
  quiet: [record('StartConfigurationRecorder'), record('PutConfigRule')],
});
