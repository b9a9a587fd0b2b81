import type {
  CreateScheduleInput,
  CreateScheduleOutput,
  DeleteScheduleInput,
  GetScheduleInput,
  GetScheduleOutput,
  ListSchedulesInput,
  ListSchedulesOutput,
  Target,
  UpdateScheduleInput,
  UpdateScheduleOutput,
} from '@aws-sdk/client-scheduler';
import { page } from '../../paging.ts';
import type { Call, Operation } from '../../service.ts';
import { checkSchedule } from './checks.ts';
import { DEFAULT_GROUP, type Schedule } from './model.ts';
import { conflict, invalid, type SchedulerState, scopeOfGroup } from './state.ts';
import type { Timers } from './timers.ts';

export function schedules(state: SchedulerState, timers: Timers) {
  const { store, clock } = state.parts;

  const createSchedule: Operation<CreateScheduleInput, CreateScheduleOutput> = (call) => {
    const { Name: name = '', GroupName: group = DEFAULT_GROUP } = call.input;
    state.group(call, group);
    const before = state.schedules.get(scopeOfGroup(call, group), name);
    // The same request again, whose answer was lost.
    if (before?.clientToken !== undefined && before.clientToken === call.input.ClientToken) {
      return { ScheduleArn: before.arn };
    }
    if (before) throw conflict(`Schedule ${name} already exists.`);
    const now = clock.now();
    if (call.input.StartDate && call.input.StartDate.getTime() < now - 5 * 60_000) {
      throw invalid('The StartDate you specify cannot be earlier than 5 minutes ago.');
    }
    return { ScheduleArn: put(call, call.input, now, now) };
  };

  const updateSchedule: Operation<UpdateScheduleInput, UpdateScheduleOutput> = (call) => {
    const { Name: name = '', GroupName: group = DEFAULT_GROUP } = call.input;
    const before = state.schedule(call, group, name);
    return { ScheduleArn: put(call, call.input, before.createdAt, clock.now()) };
  };

  /** An update leaves nothing of what was there but the moment of its making. */
  function put(
    call: Pick<Call, 'account' | 'region'>,
    input: CreateScheduleInput,
    createdAt: number,
    modifiedAt: number,
  ): string {
    const { account, region } = call;
    checkSchedule(input, region);
    const { Name: name = '', GroupName: group = DEFAULT_GROUP, Target: target } = input;
    const schedule: Schedule = {
      name,
      group,
      arn: `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`,
      account,
      region,
      expression: input.ScheduleExpression ?? '',
      zone: input.ScheduleExpressionTimezone ?? 'UTC',
      startDate: input.StartDate?.getTime(),
      endDate: input.EndDate?.getTime(),
      description: input.Description,
      state: input.State ?? 'ENABLED',
      kmsKeyArn: input.KmsKeyArn,
      window: input.FlexibleTimeWindow ?? { Mode: 'OFF' },
      target: {
        ...(target as Target),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185, ...target?.RetryPolicy },
      },
      afterCompletion: input.ActionAfterCompletion ?? 'NONE',
      clientToken: input.ClientToken,
      createdAt,
      modifiedAt,
    };
    store.write(() => {
      state.schedules.put(scopeOfGroup(call, group), name, schedule);
      timers.changed(scopeOfGroup(call, group), name);
    });
    return schedule.arn;
  }

  const getSchedule: Operation<GetScheduleInput, GetScheduleOutput> = (call) => {
    const it = state.schedule(call, call.input.GroupName ?? DEFAULT_GROUP, call.input.Name ?? '');
    return {
      Arn: it.arn,
      GroupName: it.group,
      Name: it.name,
      ScheduleExpression: it.expression,
      ScheduleExpressionTimezone: it.zone,
      StartDate: date(it.startDate),
      EndDate: date(it.endDate),
      Description: it.description,
      State: it.state,
      KmsKeyArn: it.kmsKeyArn,
      FlexibleTimeWindow: it.window,
      Target: it.target,
      ActionAfterCompletion: it.afterCompletion,
      CreationDate: date(it.createdAt),
      LastModificationDate: date(it.modifiedAt),
    };
  };

  const deleteSchedule: Operation<DeleteScheduleInput, object> = (call) => {
    const { GroupName: group = DEFAULT_GROUP, Name: name = '' } = call.input;
    state.schedule(call, group, name);
    store.write(() => {
      state.schedules.delete(scopeOfGroup(call, group), name);
      timers.changed(scopeOfGroup(call, group), name);
    });
    return {};
  };

  const listSchedules: Operation<ListSchedulesInput, ListSchedulesOutput> = (call) => {
    const { GroupName: group, NamePrefix: prefix = '', State: wanted, MaxResults: limit = 100, NextToken } = call.input;
    const groups = group === undefined ? state.groups(call).map(({ name }) => name) : [state.group(call, group).name];
    const found = groups
      .flatMap((name) => state.schedules.list(scopeOfGroup(call, name)))
      .filter((each) => each.name.startsWith(prefix) && (wanted ?? each.state) === each.state);
    const { items, next } = page(found, limit, NextToken, ({ arn }) => arn);
    const Schedules = items.map((each) => ({
      Arn: each.arn,
      GroupName: each.group,
      Name: each.name,
      State: each.state,
      Target: { Arn: each.target.Arn },
      CreationDate: date(each.createdAt),
      LastModificationDate: date(each.modifiedAt),
    }));
    return { Schedules, NextToken: next };
  };

  return {
    CreateSchedule: createSchedule,
    UpdateSchedule: updateSchedule,
    GetSchedule: getSchedule,
    DeleteSchedule: deleteSchedule,
    ListSchedules: listSchedules,
  };
}

const date = (time: number | undefined): Date | undefined => (time === undefined ? undefined : new Date(time));
