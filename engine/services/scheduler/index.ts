import { defineService } from '../../service.ts';
import { groups } from './groups.ts';
import { schedules } from './schedules.ts';
import { SchedulerState } from './state.ts';
import { Timers } from './timers.ts';

/**
 * EventBridge Scheduler: schedules that invoke a target once or again and again, in any time zone. Their deliveries go by the kinds of
 * their targets (`lambda`, `sqs`, `sns`, `events`, ...); a universal target (`arn:aws:scheduler:::aws-sdk:...`) has kind `aws-sdk`.
 */
export const scheduler = defineService({
  sdk: () => import('@aws-sdk/client-scheduler'),
  signingName: 'scheduler',
  validationCode: 'ValidationException',
  create(parts) {
    const state = new SchedulerState(parts);
    const timers = new Timers(state);
    return {
      operations: { ...schedules(state, timers), ...groups(state, timers) },
      ports: {},
      start: () => timers.start(),
    };
  },
});
