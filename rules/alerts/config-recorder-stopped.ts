import { apiCall, defineAlert, record } from '../kit/index.ts';

export default defineAlert({
  id: 'config-recorder-stopped',
  title: { en: 'AWS Config stopped', ko: 'AWS Config 기록 중단' },
  severity: 'high',
  on: apiCall(
    'config.amazonaws.com',
    'StopConfigurationRecorder',
    'DeleteConfigurationRecorder',
    'DeleteDeliveryChannel',
  ).succeeded(),
  why: {
    en: 'Changes made while it is off have no history, and no rule judges them.',
    ko: '꺼져 있는 동안의 변경은 이력이 남지 않고 어떤 규칙도 평가하지 않습니다.',
  },
  respond: {
    en: [
      'Start it again: aws configservice start-configuration-recorder --region {region} --configuration-recorder-name {about}',
      'Ask {actor} whether this was intended; if not, read what else they did around {time}.',
    ],
    ko: [
      '다시 시작합니다: aws configservice start-configuration-recorder --region {region} --configuration-recorder-name {about}',
      '{actor}에게 의도한 작업인지 확인하고, 아니라면 {time} 전후의 다른 작업을 확인합니다.',
    ],
  },
  controls: ['cis-aws-3.0:3.3', 'nist-800-53-r5:CM-8', 'isms-p:2.9.1'],
  fires: [
    record('StopConfigurationRecorder', { request: { configurationRecorderName: 'default' } }),
    record('DeleteDeliveryChannel', { request: { deliveryChannelName: 'default' } }),
  ],
  quiet: [
    record('StopConfigurationRecorder', {
      request: { configurationRecorderName: 'default' },
      errorCode: 'NoSuchConfigurationRecorderException',
    }),
    record('StartConfigurationRecorder', { request: { configurationRecorderName: 'default' } }),
  ],
});
