import { ACCOUNT, arnOf, type Resource, ref, sub } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { DEAD_LETTERS } from './names.ts';
import { policy } from './policies.ts';
import { selfAlarm } from './self-alarms.ts';

const FORTNIGHT = 14 * 24 * 3600;

/** Where what no function could handle waits for a person, with the reason; and the alarm that there is something. */
export function deadLetters(settings: Settings): Resource[] {
  const { homeRegion: region } = settings;
  return [
    {
      id: 'DeadLetterQueue',
      type: 'AWS::SQS::Queue',
      region,
      properties: { QueueName: DEAD_LETTERS, MessageRetentionPeriod: FORTNIGHT, SqsManagedSseEnabled: true },
    },
    {
      id: 'DeadLetterQueuePolicy',
      type: 'AWS::SQS::QueuePolicy',
      region,
      properties: {
        Queues: [ref('DeadLetterQueue')],
        PolicyDocument: policy({
          Sid: 'WhatRulesCannotDeliver',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arnOf('DeadLetterQueue'),
          Condition: { ArnLike: { 'aws:SourceArn': sub(`arn:aws:events:${region}:${ACCOUNT}:rule/trailkeeper-*`) } },
        }),
      },
    },
    selfAlarm('DeadLetterAlarm', settings, {
      name: 'dead-letters',
      description: 'Something could not be handled and lies in the dead-letter queue, with the reason',
      namespace: 'AWS/SQS',
      metric: 'ApproximateNumberOfMessagesVisible',
      statistic: 'Maximum',
      dimensions: { QueueName: DEAD_LETTERS },
    }),
  ];
}

/** What a rule or schedule cannot deliver goes there. */
export const toDeadLetters = { DeadLetterConfig: { Arn: arnOf('DeadLetterQueue') } } as const;
