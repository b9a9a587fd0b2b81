import { anyOf, apiCall, defineAlert, record, textAt } from '../kit/index.ts';

const blinded = apiCall('cloudtrail.amazonaws.com', 'PutEventSelectors')
  .succeeded()
  .where({ requestParameters: { eventSelectors: { includeManagementEvents: [false] } } });

export default defineAlert({
  id: 'trail-stopped',
  title: { en: 'CloudTrail stopped', ko: 'CloudTrail 기록 중단' },
  severity: 'critical',
  on: anyOf(
    apiCall(
      'cloudtrail.amazonaws.com',
      'StopLogging',
      'DeleteTrail',
      'DeleteEventDataStore',
      'StopEventDataStoreIngestion',
    ).succeeded(),
    blinded,
  ),
  about: ({ request }) => textAt(request, 'name') ?? textAt(request, 'trailName') ?? textAt(request, 'eventDataStore'),
  why: {
    en: 'From now on what happens leaves no record. Intruders stop the trail before they start.',
    ko: '이제부터 일어나는 일은 기록되지 않습니다. 침입자는 본격적인 작업 전에 추적부터 멈춥니다.',
  },
  respond: {
    en: [
      'Start it again at once: aws cloudtrail start-logging --region {region} --name {about}',
      'If the trail was deleted, or keeps no management events any more, deploy it again.',
      'Ask {actor} whether this was intended; if not, disable their access and read what they did before {time}.',
    ],
    ko: [
      '즉시 다시 시작합니다: aws cloudtrail start-logging --region {region} --name {about}',
      '추적이 삭제되었거나 관리 이벤트를 기록하지 않게 되었다면 다시 배포합니다.',
      '{actor}에게 의도한 작업인지 확인하고, 아니라면 접근을 차단하고 {time} 이전의 작업을 확인합니다.',
    ],
  },
  controls: ['cis-aws-3.0:3.1', 'nist-800-53-r5:AU-9', 'nist-800-53-r5:AU-12', 'isms-p:2.9.4'],
  fires: [
    record('StopLogging', { request: { name: 'management-events' } }),
    record('DeleteTrail', { request: { name: 'management-events' } }),
    record('PutEventSelectors', {
      request: {
        trailName: 'management-events',
        eventSelectors: [{ readWriteType: 'All', includeManagementEvents: false, dataResources: [] }],
      },
    }),
  ],
  quiet: [
    record('StopLogging', { request: { name: 'management-events' }, errorCode: 'AccessDenied' }),
    record('StartLogging', { request: { name: 'management-events' } }),
    record('PutEventSelectors', {
      request: {
        trailName: 'management-events',
        eventSelectors: [{ readWriteType: 'All', includeManagementEvents: true, dataResources: [] }],
      },
    }),
  ],
});
