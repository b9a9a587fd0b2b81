import { createHash, randomUUID } from 'node:crypto';
import { nextTimeInZone, parseSchedulerSchedule } from '../../../core/schedule/index.ts';
import { parseArn } from '../../arn.ts';
import type { Timer } from '../../clock.ts';
import type { NewDelivery } from '../../deliveries/index.ts';
import type { Schedule } from './model.ts';
import { type SchedulerState, scopeOfGroup } from './state.ts';

/** The timers of all schedules: each invokes its target when it is due, and goes when it has nothing more to do. */
export class Timers {
  readonly #state: SchedulerState;
  readonly #timers = new Map<string, Timer>();

  constructor(state: SchedulerState) {
    this.#state = state;
  }

  /** Sets the timers of all that is stored. */
  start(): void {
    const { schedules } = this.#state;
    for (const scope of schedules.scopes()) for (const schedule of schedules.list(scope)) this.#set(schedule);
  }

  /** To be called within the write in which a schedule was put or deleted. */
  changed(scope: string, name: string): void {
    this.#state.parts.store.afterCommit(() => {
      const key = `${scope}/${name}`;
      this.#timers.get(key)?.cancel();
      this.#timers.delete(key);
      const schedule = this.#state.schedules.get(scope, name);
      if (schedule) this.#set(schedule);
    });
  }

  #set(schedule: Schedule): void {
    const { clock } = this.#state.parts;
    if (schedule.state === 'DISABLED') return;
    const due = dueAfter(schedule, clock.now());
    if (due === undefined) return;
    const key = `${scopeOfGroup(schedule, schedule.group)}/${schedule.name}`;
    this.#timers.set(
      key,
      clock.at(due + delayWithin(schedule, due), () => this.#fire(schedule, due)),
    );
  }

  #fire(schedule: Schedule, due: number): void {
    const { store, deliveries, clock } = this.#state.parts;
    const scope = scopeOfGroup(schedule, schedule.group);
    const next = dueAfter(schedule, Math.max(due, clock.now()));
    store.write(() => {
      const executionId = randomUUID();
      deliveries.note(executionId, `schedule ${schedule.name}`, [schedule.arn]);
      deliveries.add(deliveryOf(schedule, due, executionId));
      if (next === undefined && schedule.afterCompletion === 'DELETE') {
        this.#state.schedules.delete(scope, schedule.name);
      }
    });
    this.#timers.delete(`${scope}/${schedule.name}`);
    if (next !== undefined) this.#set(schedule);
  }
}

function dueAfter(schedule: Schedule, now: number): number | undefined {
  const { expression, zone, startDate = 0, endDate = Number.POSITIVE_INFINITY, createdAt } = schedule;
  const since = Math.max(createdAt, startDate);
  const due = nextTimeInZone(parseSchedulerSchedule(expression), Math.max(now, startDate - 1), since, zone);
  return due !== undefined && due <= endDate ? due : undefined;
}

/** Somewhere in a flexible window, the same place for the same schedule and time. ms */
function delayWithin({ arn, window }: Schedule, due: number): number {
  if (window.Mode !== 'FLEXIBLE' || !window.MaximumWindowInMinutes) return 0;
  const digest = createHash('md5').update(`${arn} ${due}`).digest().readUInt32BE();
  return Math.floor((digest / 2 ** 32) * window.MaximumWindowInMinutes * 60_000);
}

function deliveryOf(schedule: Schedule, due: number, executionId: string): NewDelivery {
  const { target } = schedule;
  const arn = target.Arn ?? '';
  const scheduledTime = `${new Date(due).toISOString().slice(0, 19)}Z`;
  const input = inputOf(schedule, scheduledTime, executionId);
  const parts = parseArn(arn);
  const { DetailType, Source } = target.EventBridgeParameters ?? {};
  const groupId = target.SqsParameters?.MessageGroupId;
  return {
    cause: executionId,
    via: schedule.arn,
    kind: parts?.service === 'scheduler' ? 'aws-sdk' : (parts?.service ?? ''),
    target: arn,
    payload:
      parts?.service === 'events'
        ? eventText(schedule, { id: executionId, time: scheduledTime, type: DetailType, source: Source }, input)
        : input,
    attributes: { scheduledTime, executionId, ...(groupId && { messageGroupId: groupId }) },
    retry: 'eventbridge',
    maximumAttempts: 1 + (target.RetryPolicy?.MaximumRetryAttempts ?? 185),
    maximumAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds,
    deadLetterArn: target.DeadLetterConfig?.Arn,
  };
}

/** The input as it is written, its context names filled in; without one, an event that says what happened. */
function inputOf(schedule: Schedule, scheduledTime: string, executionId: string): string {
  const { target, arn } = schedule;
  if (target.Input === undefined) {
    return eventText(schedule, { id: executionId, time: scheduledTime, source: 'aws.scheduler' }, '"{}"');
  }
  return target.Input.replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', scheduledTime)
    .replaceAll('<aws.scheduler.execution-id>', executionId)
    .replaceAll('<aws.scheduler.attempt-number>', '1');
}

function eventText(
  { account, region, arn }: Schedule,
  { id, time, type, source }: { id: string; time: string; type?: string; source?: string },
  detail: string,
): string {
  const head = JSON.stringify({
    version: '0',
    id,
    'detail-type': type ?? 'Scheduled Event',
    source,
    account,
    time,
    region,
    resources: [arn],
  });
  return `${head.slice(0, -1)},"detail":${detail}}`;
}
