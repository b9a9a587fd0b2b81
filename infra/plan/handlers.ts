import { ACCOUNT, arnOf, type Resource, sub, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { toDeadLetters } from './dead-letters.ts';
import { digestEnvironment, digests } from './digest.ts';
import { fromRules, handler } from './handler.ts';
import { SELF, trailLogGroup } from './names.ts';
import { idempotency, tellingEnvironment, tells } from './telling.ts';

/** The functions that write to people, and the table that keeps them from telling a thing twice. */
export function handlers(settings: Settings): Resource[] {
  const { homeRegion: region } = settings;
  const invokedBy = fromRules(settings);
  const environment = tellingEnvironment(settings);
  return [
    idempotency(settings),
    ...handler('alert', {
      settings,
      statements: [...tells(settings), ...digests(settings)],
      invokedBy,
      environment: { ...environment, ...digestEnvironment },
    }),
    ...handler('alarm', {
      settings,
      statements: [...tells(settings), ...readsTrail(settings)],
      invokedBy,
      environment,
    }),
    {
      id: 'AlarmChangeRule',
      type: 'AWS::Events::Rule',
      region,
      properties: {
        Name: 'trailkeeper-alarm-change',
        Description: 'Every change of an alarm, made readable',
        EventPattern: {
          source: ['aws.cloudwatch'],
          'detail-type': ['CloudWatch Alarm State Change'],
          detail: { alarmName: [{ 'anything-but': { prefix: SELF } }] },
        },
        State: 'ENABLED',
        Targets: [{ Id: 'alarm', Arn: arnOf('AlarmFunction'), ...toDeadLetters }],
      },
      dependsOn: ['AlarmPermission'],
    },
  ];
}

const readsTrail = (settings: Settings): Value[] => [
  {
    Sid: 'FindFilter',
    Effect: 'Allow',
    Action: 'logs:DescribeMetricFilters',
    Resource: sub(`arn:aws:logs:${settings.homeRegion}:${ACCOUNT}:log-group:*`),
  },
  {
    Sid: 'FindRecords',
    Effect: 'Allow',
    Action: 'logs:FilterLogEvents',
    Resource: sub(`arn:aws:logs:${settings.homeRegion}:${ACCOUNT}:log-group:${trailLogGroup(settings)}:*`),
  },
  // CloudWatch knows no resource to narrow this to.
  { Sid: 'DrawMetric', Effect: 'Allow', Action: 'cloudwatch:GetMetricStatistics', Resource: '*' },
];
