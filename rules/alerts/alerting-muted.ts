import { anyOf, apiCall, defineAlert, listAt, record, textAt } from '../kit/index.ts';

export default defineAlert({
  id: 'alerting-muted',
  title: { en: 'Alarm or event rule turned off', ko: '경보 또는 이벤트 규칙 비활성화' },
  severity: 'high',
  on: anyOf(
    apiCall('monitoring.amazonaws.com', 'DeleteAlarms', 'DisableAlarmActions').succeeded(),
    apiCall('events.amazonaws.com', 'DeleteRule', 'DisableRule', 'RemoveTargets').succeeded(),
  ),
  about: ({ request }) => {
    const alarms = listAt(request, 'alarmNames').filter((name) => typeof name === 'string');
    return alarms.length > 0 ? alarms.join(', ') : (textAt(request, 'name') ?? textAt(request, 'rule'));
  },
  why: {
    en: 'What this one watched can happen unseen from now on. It may be one of the alerts you are reading.',
    ko: '이제 이것이 감시하던 일이 알림 없이 일어날 수 있습니다. 지금 받고 계신 알림 자체일 수도 있습니다.',
  },
  respond: {
    en: [
      'Ask {actor} whether {about} was meant to be turned off.',
      'If not, enable it again in {region}, or deploy again.',
    ],
    ko: [
      '{actor}에게 {about}을(를) 끄려던 것인지 확인합니다.',
      '아니라면 {region}에서 다시 활성화하거나 다시 배포합니다.',
    ],
  },
  controls: ['nist-800-53-r5:AU-5', 'nist-800-53-r5:SI-4', 'isms-p:2.11.3'],
  fires: [
    record('DeleteAlarms', { request: { alarmNames: ['trailkeeper-cis-root-usage', 'trailkeeper-cis-vpc-changes'] } }),
    record('DisableRule', { request: { name: 'trailkeeper-iam-user-created' } }),
    record('RemoveTargets', { request: { rule: 'trailkeeper-iam-user-created', ids: ['alert'] } }),
  ],
  quiet: [
    record('PutMetricAlarm', { request: { alarmName: 'cpu' } }),
    record('EnableRule', { request: { name: 'x' } }),
    record('DisableRule', { errorCode: 'ResourceNotFoundException', request: { name: 'x' } }),
  ],
});
