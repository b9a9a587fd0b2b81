import type {
  CreateMaintenanceWindowRequest,
  CreateMaintenanceWindowResult,
  DeleteMaintenanceWindowRequest,
  DeleteMaintenanceWindowResult,
  DescribeMaintenanceWindowsRequest,
  DescribeMaintenanceWindowsResult,
  GetMaintenanceWindowRequest,
  GetMaintenanceWindowResult,
  UpdateMaintenanceWindowRequest,
  UpdateMaintenanceWindowResult,
} from '@aws-sdk/client-ssm';
import { page } from '../../../paging.ts';
import type { Operation } from '../../../service.ts';
import { invalid } from '../names.ts';
import { assertTiming, nextExecution } from './next-time.ts';
import { type MaintenanceWindow, newWindowId, type WindowState } from './state.ts';

/** Maintenance windows themselves. */
export function windows(state: WindowState) {
  const { clock } = state.parts;

  const createMaintenanceWindow: Operation<CreateMaintenanceWindowRequest, CreateMaintenanceWindowResult> = (call) => {
    const { account, region, input } = call;
    const now = clock.now();
    const window: MaintenanceWindow = {
      account,
      region,
      id: newWindowId(),
      name: input.Name ?? '',
      description: input.Description,
      schedule: input.Schedule ?? '',
      zone: input.ScheduleTimezone,
      offset: input.ScheduleOffset,
      startDate: input.StartDate,
      endDate: input.EndDate,
      duration: input.Duration ?? 1,
      cutoff: input.Cutoff ?? 0,
      allowUnassociatedTargets: input.AllowUnassociatedTargets ?? false,
      enabled: true,
      tags: Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      createdAt: now,
      modifiedAt: now,
    };
    keep(window);
    return { WindowId: window.id };
  };

  const updateMaintenanceWindow: Operation<UpdateMaintenanceWindowRequest, UpdateMaintenanceWindowResult> = (call) => {
    const { input } = call;
    const before = state.window(call, input.WindowId ?? '');
    const left = input.Replace
      ? { description: undefined, zone: undefined, offset: undefined, startDate: undefined, endDate: undefined }
      : before;
    const window: MaintenanceWindow = {
      ...before,
      name: input.Name ?? before.name,
      description: input.Description ?? left.description,
      schedule: input.Schedule ?? before.schedule,
      zone: input.ScheduleTimezone ?? left.zone,
      offset: input.ScheduleOffset ?? left.offset,
      startDate: input.StartDate ?? left.startDate,
      endDate: input.EndDate ?? left.endDate,
      duration: input.Duration ?? before.duration,
      cutoff: input.Cutoff ?? before.cutoff,
      allowUnassociatedTargets: input.AllowUnassociatedTargets ?? before.allowUnassociatedTargets,
      enabled: input.Enabled ?? before.enabled,
      modifiedAt: clock.now(),
    };
    keep(window);
    return { ...shown(window), AllowUnassociatedTargets: window.allowUnassociatedTargets };
  };

  const getMaintenanceWindow: Operation<GetMaintenanceWindowRequest, GetMaintenanceWindowResult> = (call) => {
    const window = state.window(call, call.input.WindowId ?? '');
    return {
      ...shown(window),
      NextExecutionTime: next(window),
      AllowUnassociatedTargets: window.allowUnassociatedTargets,
      CreatedDate: new Date(window.createdAt),
      ModifiedDate: new Date(window.modifiedAt),
    };
  };

  const describeMaintenanceWindows: Operation<DescribeMaintenanceWindowsRequest, DescribeMaintenanceWindowsResult> = (
    call,
  ) => {
    const { Filters = [], MaxResults = 50, NextToken } = call.input;
    const found = state.list(call).filter((window) =>
      Filters.every(({ Key, Values = [] }) => {
        if (Key === 'Name') return Values.includes(window.name);
        if (Key === 'Enabled') return Values.some((value) => value.toLowerCase() === String(window.enabled));
        throw invalid(`Filter key ${Key} is not valid: windows are filtered by Name and Enabled.`);
      }),
    );
    const { items, next: token } = page(found, MaxResults, NextToken, ({ id }) => id);
    const identities = items.map((window) => ({ ...shown(window), NextExecutionTime: next(window) }));
    return { WindowIdentities: identities, NextToken: token };
  };

  /** Deleting what is not there is no error. */
  const deleteMaintenanceWindow: Operation<DeleteMaintenanceWindowRequest, DeleteMaintenanceWindowResult> = (call) => {
    const { WindowId = '' } = call.input;
    const window = state.own(call, WindowId);
    if (window) state.delete(window);
    return { WindowId };
  };

  function keep(window: MaintenanceWindow): void {
    assertTiming(window);
    if (window.cutoff >= window.duration) throw invalid('Cutoff must be less than Duration.');
    state.put(window);
  }

  const next = (window: MaintenanceWindow) => (window.enabled ? nextExecution(window, clock.now()) : undefined);

  return {
    CreateMaintenanceWindow: createMaintenanceWindow,
    UpdateMaintenanceWindow: updateMaintenanceWindow,
    GetMaintenanceWindow: getMaintenanceWindow,
    DescribeMaintenanceWindows: describeMaintenanceWindows,
    DeleteMaintenanceWindow: deleteMaintenanceWindow,
  };
}

const shown = (window: MaintenanceWindow) => ({
  WindowId: window.id,
  Name: window.name,
  Description: window.description,
  Enabled: window.enabled,
  Duration: window.duration,
  Cutoff: window.cutoff,
  Schedule: window.schedule,
  ScheduleTimezone: window.zone,
  ScheduleOffset: window.offset,
  StartDate: window.startDate,
  EndDate: window.endDate,
});
