import { apiCall, defineAlert, record, textAt } from '../kit/index.ts';

export default defineAlert({
  id: 'log-group-deleted',
  title: { en: 'Logs deleted or no longer forwarded', ko: '로그 삭제 또는 전달 중단' },
  severity: 'high',
  on: apiCall(
    'logs.amazonaws.com',
    'DeleteLogGroup',
    'DeleteLogStream',
    'DeleteSubscriptionFilter',
    'DeleteMetricFilter',
  ).succeeded(),
  about: ({ request }) => textAt(request, 'logGroupName') ?? textAt(request, 'logGroupIdentifier'),
  why: {
    en: 'Deleted logs cannot be brought back, and alarms on a deleted filter stay quiet.',
    ko: '삭제된 로그는 되살릴 수 없고, 삭제된 필터에 걸린 경보는 더 이상 울리지 않습니다.',
  },
  respond: {
    en: [
      'Ask {actor} whether {about} was still needed.',
      'If nobody asked for it, deploy the group and its filters again, and read what {actor} did before.',
    ],
    ko: [
      '{actor}에게 {about}이(가) 더 이상 필요 없는 것인지 확인합니다.',
      '요청된 작업이 아니라면 로그 그룹과 필터를 다시 배포하고, {actor}의 이전 작업을 확인합니다.',
    ],
  },
  controls: ['nist-800-53-r5:AU-9', 'nist-800-53-r5:AU-11', 'isms-p:2.9.4'],
  fires: [
    record('DeleteLogGroup', { request: { logGroupName: '/trailkeeper/cloudtrail' } }),
    record('DeleteMetricFilter', { request: { logGroupName: '/trailkeeper/cloudtrail', filterName: 'root' } }),
  ],
  quiet: [
    record('DeleteLogGroup', { errorCode: 'ResourceNotFoundException', request: { logGroupName: '/x' } }),
    record('PutRetentionPolicy', { request: { logGroupName: '/x', retentionInDays: 365 } }),
  ],
});
