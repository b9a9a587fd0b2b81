import { createHash } from 'node:crypto';
import { ConflictException, CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { required } from '../shared/environment.ts';

const scheduler = new SchedulerClient({});

/**
 * Has the digest of a window made when it ends: one schedule that runs once and is then deleted. A window that has one already keeps it.
 * A quiet account makes none, so that waiting costs nothing.
 *
 * The function's role needs `scheduler:CreateSchedule` on `schedule/default/trailkeeper-digest-*`, and `iam:PassRole` on the role of
 * `DIGEST_ROLE_ARN`, which EventBridge Scheduler takes to invoke the function of `DIGEST_ARN`.
 * @param due ms since 1970, in whole seconds
 */
export async function scheduleDigest(window: string, due: number): Promise<void> {
  const name = `trailkeeper-digest-${createHash('sha256').update(window).digest('hex').slice(0, 32)}`;
  try {
    await scheduler.send(
      new CreateScheduleCommand({
        Name: name,
        ScheduleExpression: `at(${new Date(due).toISOString().slice(0, 19)})`,
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: required('DIGEST_ARN'),
          RoleArn: required('DIGEST_ROLE_ARN'),
          Input: JSON.stringify({ window }),
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
  }
}
