import type {
  DeregisterTargetFromMaintenanceWindowRequest,
  DeregisterTargetFromMaintenanceWindowResult,
  DeregisterTaskFromMaintenanceWindowRequest,
  DeregisterTaskFromMaintenanceWindowResult,
  DescribeMaintenanceWindowTargetsRequest,
  DescribeMaintenanceWindowTargetsResult,
  DescribeMaintenanceWindowTasksRequest,
  DescribeMaintenanceWindowTasksResult,
  GetMaintenanceWindowTaskRequest,
  GetMaintenanceWindowTaskResult,
  MaintenanceWindowFilter,
  RegisterTargetWithMaintenanceWindowRequest,
  RegisterTargetWithMaintenanceWindowResult,
  RegisterTaskWithMaintenanceWindowRequest,
  RegisterTaskWithMaintenanceWindowResult,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../../../errors.ts';
import { page } from '../../../paging.ts';
import type { Operation } from '../../../service.ts';
import { invalid } from '../names.ts';
import { doesNotExist, newRegistrationId, scopeOfWindow, type WindowState } from './state.ts';

const TARGET_KEYS = ['Type', 'WindowTargetId', 'OwnerInformation'];
const TASK_KEYS = ['WindowTaskId', 'TaskArn', 'Priority', 'TaskType'];

/** What is to be done in a window, and to what. */
export function registrations(state: WindowState) {
  const registerTarget: Operation<
    RegisterTargetWithMaintenanceWindowRequest,
    RegisterTargetWithMaintenanceWindowResult
  > = (call) => {
    const { WindowId, ResourceType, Targets, OwnerInformation, Name, Description } = call.input;
    const window = state.window(call, WindowId ?? '');
    const WindowTargetId = newRegistrationId();
    const target = { WindowId, WindowTargetId, ResourceType, Targets, OwnerInformation, Name, Description };
    state.targets.put(scopeOfWindow(window), WindowTargetId, target);
    return { WindowTargetId };
  };

  const registerTask: Operation<RegisterTaskWithMaintenanceWindowRequest, RegisterTaskWithMaintenanceWindowResult> = (
    call,
  ) => {
    const { ClientToken: _, ...input } = call.input;
    const window = state.window(call, input.WindowId ?? '');
    const WindowTaskId = newRegistrationId();
    const task = { ...input, WindowTaskId, Priority: input.Priority ?? 1 };
    state.tasks.put(scopeOfWindow(window), WindowTaskId, task);
    return { WindowTaskId };
  };

  const deregisterTarget: Operation<
    DeregisterTargetFromMaintenanceWindowRequest,
    DeregisterTargetFromMaintenanceWindowResult
  > = (call) => {
    const { WindowId, WindowTargetId = '', Safe = false } = call.input;
    const scope = scopeOfWindow(state.window(call, WindowId ?? ''));
    const used = state.tasks
      .list(scope)
      .some(({ Targets = [] }) => Targets.some(({ Values = [] }) => Values.includes(WindowTargetId)));
    if (Safe && used) throw new AwsError('TargetInUseException', `Target ${WindowTargetId} is used by a task.`);
    if (!state.targets.delete(scope, WindowTargetId)) {
      throw doesNotExist(`Maintenance window target ${WindowTargetId} does not exist`);
    }
    return { WindowId, WindowTargetId };
  };

  const deregisterTask: Operation<
    DeregisterTaskFromMaintenanceWindowRequest,
    DeregisterTaskFromMaintenanceWindowResult
  > = (call) => {
    const { WindowId, WindowTaskId = '' } = call.input;
    if (!state.tasks.delete(scopeOfWindow(state.window(call, WindowId ?? '')), WindowTaskId)) {
      throw doesNotExist(`Maintenance window task ${WindowTaskId} does not exist`);
    }
    return { WindowId, WindowTaskId };
  };

  const describeTargets: Operation<DescribeMaintenanceWindowTargetsRequest, DescribeMaintenanceWindowTargetsResult> = (
    call,
  ) => {
    const { WindowId = '', Filters, MaxResults = 50, NextToken } = call.input;
    const all = state.targets.list(scopeOfWindow(state.window(call, WindowId))).filter(passing(Filters, TARGET_KEYS));
    const { items, next } = page(all, MaxResults, NextToken, ({ WindowTargetId = '' }) => WindowTargetId);
    return { Targets: items, NextToken: next };
  };

  const describeTasks: Operation<DescribeMaintenanceWindowTasksRequest, DescribeMaintenanceWindowTasksResult> = (
    call,
  ) => {
    const { WindowId = '', Filters, MaxResults = 50, NextToken } = call.input;
    const all = state.tasks.list(scopeOfWindow(state.window(call, WindowId))).filter(passing(Filters, TASK_KEYS));
    const { items, next } = page(all, MaxResults, NextToken, ({ WindowTaskId = '' }) => WindowTaskId);
    const Tasks = items.map(({ TaskType, TaskInvocationParameters: _, ...task }) => ({ ...task, Type: TaskType }));
    return { Tasks, NextToken: next };
  };

  const getTask: Operation<GetMaintenanceWindowTaskRequest, GetMaintenanceWindowTaskResult> = (call) => {
    const { WindowId = '', WindowTaskId = '' } = call.input;
    const found = state.tasks.get(scopeOfWindow(state.window(call, WindowId)), WindowTaskId);
    if (!found) throw doesNotExist(`Maintenance window task ${WindowTaskId} does not exist`);
    return found;
  };

  return {
    GetMaintenanceWindowTask: getTask,
    RegisterTargetWithMaintenanceWindow: registerTarget,
    DeregisterTargetFromMaintenanceWindow: deregisterTarget,
    DescribeMaintenanceWindowTargets: describeTargets,
    RegisterTaskWithMaintenanceWindow: registerTask,
    DeregisterTaskFromMaintenanceWindow: deregisterTask,
    DescribeMaintenanceWindowTasks: describeTasks,
  };
}

/** Whether a registration passes every filter; the type of a target's resource goes by `Type`. */
function passing(filters: readonly MaintenanceWindowFilter[] = [], keys: readonly string[]) {
  const strange = filters.find(({ Key = '' }) => !keys.includes(Key));
  if (strange) throw invalid(`Filter key ${strange.Key} is not valid. Valid filter keys: ${keys.join(', ')}`);
  return (registration: object): boolean => {
    const members = new Map<string, unknown>(Object.entries(registration));
    return filters.every(({ Key = '', Values = [] }) =>
      Values.includes(String(members.get(Key === 'Type' ? 'ResourceType' : Key))),
    );
  };
}
