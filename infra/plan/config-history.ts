import { arnOf, type Resource, ref, sub } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { toDeadLetters } from './dead-letters.ts';
import { fromRules, handler } from './handler.ts';

/** What keeps each configuration item in the history bucket, partitioned as Athena reads it. */
export function configHistory(settings: Settings): Resource[] {
  const { homeRegion: region, recording, history } = settings;
  if (!recording || !history) return [];
  return [
    ...handler('config-history', {
      settings,
      statements: [
        {
          Sid: 'Keep',
          Effect: 'Allow',
          Action: 's3:PutObject',
          Resource: sub('${HistoryBucket.Arn}/config-history/*'),
        },
        { Sid: 'OversizedItems', Effect: 'Allow', Action: 's3:GetObject', Resource: sub('${ConfigBucket.Arn}/*') },
        // Config knows no resource to narrow this to.
        { Sid: 'FindItem', Effect: 'Allow', Action: 'config:GetResourceConfigHistory', Resource: '*' },
      ],
      invokedBy: fromRules(settings),
      environment: { HISTORY_BUCKET: ref('HistoryBucket') },
    }),
    {
      id: 'ConfigHistoryRule',
      type: 'AWS::Events::Rule',
      region,
      properties: {
        Name: 'trailkeeper-config-history',
        Description: 'Every configuration item',
        EventPattern: { source: ['aws.config'], 'detail-type': ['Config Configuration Item Change'] },
        State: 'ENABLED',
        Targets: [{ Id: 'config-history', Arn: arnOf('ConfigHistoryFunction'), ...toDeadLetters }],
      },
      dependsOn: ['ConfigHistoryPermission'],
    },
  ];
}
