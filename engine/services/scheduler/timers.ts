import { createHash, randomUUID } from 'node:crypto';
import { nextTimeInZone, parseSchedulerSchedule } from '../../../core/schedule/index.ts';
import { parseArn } from '../../arn.ts';
import type { Timer } from '../../clock.ts';
import type { NewDelivery } from '../../deliveries/index.ts';
import type { Schedule } from './model.ts';
import { type SchedulerState, scopeOfGroup } from './state.ts';

/**
 * The timers of all schedules: each invokes its target when it is due, and goes when it has nothing more to do. What fell due while the engine
 * was stopped is made up for, one invocation each, as long as the target's retry policy would still have it tried: AWS promises every
 * invocation at least once.
 */
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
    const due = dueAfter(schedule, servedUntil(schedule, clock.now()));
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
    const late = Math.max(0, clock.now() - due - delayWithin(schedule, due));
    const served = { ...schedule, servedUntil: due };
    const isOver = dueAfter(served, due) === undefined;
    store.write(() => {
      const executionId = randomUUID();
      deliveries.note(executionId, `schedule ${schedule.name}`, [schedule.arn]);
      deliveries.add(deliveryOf(schedule, due, executionId, late));
      if (isOver && schedule.afterCompletion === 'DELETE') this.#state.schedules.delete(scope, schedule.name);
      else this.#state.schedules.put(scope, schedule.name, served);
    });
    this.#timers.delete(`${scope}/${schedule.name}`);
    if (!isOver) this.#set(served);
  }
}

/** Up to when nothing is owed any more: what is older than the retry policy allows is not tried. ms since 1970 */
function servedUntil({ servedUntil: served = 0, modifiedAt, target }: Schedule, now: number): number {
  return Math.min(now, Math.max(served, modifiedAt - 1, now - 1000 * oldest(target)));
}

/** For how long a target is tried, in seconds; without a word of its owner a day, as on AWS. */
const oldest = ({ RetryPolicy }: Schedule['target']): number => RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400;

/**
 * When a schedule is due next. A rate is due for the first time at its start date or, without one, as soon as it is made; dates of schedules that
 * run once count for nothing.
 * @see AWS, "Schedule types in EventBridge Scheduler"
 */
function dueAfter(schedule: Schedule, now: number): number | undefined {
  const { expression, zone, startDate = 0, endDate = Number.POSITIVE_INFINITY, createdAt } = schedule;
  const parsed = parseSchedulerSchedule(expression);
  const since = Math.max(createdAt, startDate);
  if ('at' in parsed) return nextTimeInZone(parsed, now, since, zone);
  const isFirst = 'every' in parsed && now < since;
  const due = isFirst ? since : nextTimeInZone(parsed, Math.max(now, startDate - 1), since, zone);
  return due !== undefined && due <= endDate ? due : undefined;
}

/** Somewhere in a flexible window, the same place for the same schedule and time. ms */
function delayWithin({ arn, window }: Schedule, due: number): number {
  if (window.Mode !== 'FLEXIBLE' || !window.MaximumWindowInMinutes) return 0;
  const digest = createHash('md5').update(`${arn} ${due}`).digest().readUInt32BE();
  return Math.floor((digest / 2 ** 32) * window.MaximumWindowInMinutes * 60_000);
}

/** @param late ms that have gone by since it should have been handed over */
function deliveryOf(schedule: Schedule, due: number, executionId: string, late: number): NewDelivery {
  const { target } = schedule;
  const arn = target.Arn ?? '';
  const scheduledTime = `${new Date(due).toISOString().slice(0, 19)}Z`;
  const input = inputOf(schedule, scheduledTime, executionId);
  const parts = parseArn(arn);
  const { DetailType, Source } = target.EventBridgeParameters ?? {};
  const groupId = target.SqsParameters?.MessageGroupId;
  const partitionKey = target.KinesisParameters?.PartitionKey;
  return {
    cause: executionId,
    via: schedule.arn,
    kind: parts?.service === 'scheduler' ? 'aws-sdk' : (parts?.service ?? ''),
    target: arn,
    payload:
      parts?.service === 'events'
        ? eventText(schedule, { id: executionId, time: scheduledTime, type: DetailType, source: Source }, input)
        : input,
    attributes: {
      scheduledTime,
      executionId,
      ...(groupId && { messageGroupId: groupId }),
      ...(partitionKey && { partitionKey }),
    },
    retry: 'eventbridge',
    maximumAttempts: 1 + (target.RetryPolicy?.MaximumRetryAttempts ?? 185),
    maximumAgeSeconds: Math.max(0, oldest(target) - late / 1000),
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
