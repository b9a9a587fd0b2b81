import { ACCOUNT, arnOf, type Resource, sub, type Value } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { handler } from './handler.ts';
import { policy, trustOf } from './policies.ts';
import { tellingEnvironment, tells } from './telling.ts';

/** What sums up the findings of a window that were not told one by one, and the role by which its schedule invokes it. */
export function digest(settings: Settings): Resource[] {
  return [
    ...handler('digest', { settings, statements: tells(settings), environment: tellingEnvironment(settings) }),
    {
      id: 'DigestScheduleRole',
      type: 'AWS::IAM::Role',
      region: settings.homeRegion,
      properties: {
        RoleName: 'trailkeeper-digest-schedule',
        AssumeRolePolicyDocument: trustOf('scheduler.amazonaws.com'),
        Policies: [
          {
            PolicyName: 'invoke',
            PolicyDocument: policy({
              Effect: 'Allow',
              Action: 'lambda:InvokeFunction',
              Resource: arnOf('DigestFunction'),
            }),
          },
        ],
      },
    },
  ];
}

/** What a function needs that leaves findings to the digest: as its role's statements. */
export const digests = ({ homeRegion: region }: Settings): readonly Value[] => [
  {
    Sid: 'ScheduleDigest',
    Effect: 'Allow',
    Action: 'scheduler:CreateSchedule',
    Resource: sub(`arn:aws:scheduler:${region}:${ACCOUNT}:schedule/default/trailkeeper-digest-*`),
  },
  // Scheduler asks for it of whoever makes a schedule.
  {
    Sid: 'HandOnRole',
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: arnOf('DigestScheduleRole'),
    Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
  },
];

/** The same as its environment. */
export const digestEnvironment: Readonly<Record<string, Value>> = {
  DIGEST_ARN: arnOf('DigestFunction'),
  DIGEST_ROLE_ARN: arnOf('DigestScheduleRole'),
};
