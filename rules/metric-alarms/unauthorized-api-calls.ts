import { cisMonitoring, defineMetricAlarm, oneOf, record, service, user } from '../kit/index.ts';

const denied = oneOf('$.errorCode', ['*UnauthorizedOperation', 'AccessDenied*']);

/**
 * The parentheses around the two error codes are what the published texts lack: without them the exclusions bind to the
 * second alone. Log delivery is excluded because AWS probes buckets it may not write to, thousands of times a day.
 */
export default defineMetricAlarm({
  id: 'cis-unauthorized-api-calls',
  title: { en: 'Unauthorized API calls', ko: '권한 없는 API 호출' },
  severity: 'medium',
  filterPattern: `{ ${denied} && ($.sourceIPAddress != "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket") }`,
  why: {
    en: 'Someone is trying what they may not do: a broken deployment, or stolen keys being tried out.',
    ko: '누군가 허용되지 않은 작업을 시도하고 있습니다. 배포 오류일 수도, 탈취한 키를 시험하는 것일 수도 있습니다.',
  },
  respond: {
    en: [
      'Look at the calls above: one caller trying many services is reconnaissance.',
      'If the caller is a known workload, grant what it needs or stop it from asking.',
      'If not, disable the access key shown above and look for what it did do: search the trail for the key.',
    ],
    ko: [
      '위 호출을 확인합니다. 한 호출자가 여러 서비스를 두드리고 있다면 정찰 행위입니다.',
      '알려진 워크로드라면 필요한 권한을 주거나 호출을 멈추게 합니다.',
      '그렇지 않다면 위에 표시된 액세스 키를 비활성화하고, 그 키로 성공한 호출을 추적에서 찾습니다.',
    ],
  },
  controls: [...cisMonitoring(1), 'nist-800-53-r5:AU-6', 'nist-800-53-r5:SI-4', 'isms-p:2.11.3'],
  fires: [
    record('DescribeInstances', { errorCode: 'Client.UnauthorizedOperation' }),
    record('ListUsers', { errorCode: 'AccessDenied' }),
    record('ListFunctions20150331', { errorCode: 'AccessDeniedException' }),
  ],
  quiet: [
    record('DescribeInstances'),
    record('CreateBucket', { errorCode: 'BucketAlreadyExists' }),
    record('HeadBucket', { errorCode: 'AccessDenied' }),
    record('PutObject', { errorCode: 'AccessDenied', by: service('delivery.logs.amazonaws.com') }),
    record('DescribeInstances', {
      by: user('probe'),
      from: 'delivery.logs.amazonaws.com',
      errorCode: 'Client.UnauthorizedOperation',
    }),
  ],
});
