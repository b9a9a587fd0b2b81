import { cisMonitoring, defineMetricAlarm, eventNameIs, eventSourceIs, record } from '../kit/index.ts';

const changes = eventNameIs(
  'CreateTrail',
  'UpdateTrail',
  'DeleteTrail',
  'StartLogging',
  'StopLogging',
  'PutEventSelectors',
  'PutInsightSelectors',
  'DeleteEventDataStore',
  'StopEventDataStoreIngestion',
);

/** Beyond the published list: event selectors, the quiet way to blind a trail, and event data stores. */
export default defineMetricAlarm({
  id: 'cis-cloudtrail-changes',
  title: { en: 'CloudTrail configuration changed', ko: 'CloudTrail 설정 변경' },
  severity: 'high',
  filterPattern: `{ ${eventSourceIs('cloudtrail.amazonaws.com')} && ${changes} }`,
  why: {
    en: 'Without the trail nobody can tell what happened. Intruders stop it early.',
    ko: '추적이 없으면 무슨 일이 있었는지 알 수 없습니다. 침입자는 추적부터 멈춥니다.',
  },
  respond: {
    en: [
      'See whether every trail still logs: aws cloudtrail describe-trails',
      'Start a stopped one again: aws cloudtrail start-logging --name TRAIL',
      'Find what its caller did before and after.',
    ],
    ko: [
      '모든 추적이 기록 중인지 확인합니다: aws cloudtrail describe-trails',
      '멈춘 추적을 다시 시작합니다: aws cloudtrail start-logging --name TRAIL',
      '호출자가 전후에 무엇을 했는지 찾습니다.',
    ],
  },
  controls: [...cisMonitoring(5), 'nist-800-53-r5:AU-9', 'isms-p:2.9.4'],
  fires: [
    record('StopLogging', { request: { name: 'management-events' } }),
    record('PutEventSelectors', { request: { trailName: 'management-events' } }),
  ],
  quiet: [record('DescribeTrails'), record('LookupEvents')],
});
