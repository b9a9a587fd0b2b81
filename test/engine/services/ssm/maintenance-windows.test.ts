import {
  AddTagsToResourceCommand,
  CreateMaintenanceWindowCommand,
  type CreateMaintenanceWindowCommandInput,
  DeleteMaintenanceWindowCommand,
  DeregisterTargetFromMaintenanceWindowCommand,
  DescribeMaintenanceWindowsCommand,
  DescribeMaintenanceWindowTargetsCommand,
  DescribeMaintenanceWindowTasksCommand,
  DoesNotExistException,
  GetMaintenanceWindowCommand,
  GetMaintenanceWindowTaskCommand,
  ListTagsForResourceCommand,
  RegisterTargetWithMaintenanceWindowCommand,
  RegisterTaskWithMaintenanceWindowCommand,
  SSMClient,
  TargetInUseException,
  UpdateMaintenanceWindowCommand,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ssm } from '../../../../engine/services/ssm/index.ts';
import { type ServedForTest, serveServices } from '../../../support/serve.ts';

let server: ServedForTest<{ ssm: typeof ssm }>;
let client: SSMClient;

beforeEach(async () => {
  server = await serveServices({ ssm });
  client = new SSMClient(server.config);
});
afterEach(() => server.close());

async function create(more: Partial<CreateMaintenanceWindowCommandInput> = {}): Promise<string> {
  const input = { Name: 'nights', Schedule: 'cron(15 3 * * ? *)', Duration: 2, Cutoff: 1, ...more };
  const { WindowId } = await client.send(
    new CreateMaintenanceWindowCommand({ AllowUnassociatedTargets: false, ...input }),
  );
  return WindowId!;
}
const next = async (WindowId: string) =>
  (await client.send(new GetMaintenanceWindowCommand({ WindowId }))).NextExecutionTime;

describe('a maintenance window', () => {
  it('says when it opens next by the clocks of its zone, between its dates', async () => {
    expect(await next(await create())).toBe('2026-01-01T03:15Z');
    expect(await next(await create({ ScheduleTimezone: 'Asia/Seoul' }))).toBe('2026-01-01T18:15Z');
    expect(await next(await create({ StartDate: '2026-03-01T00:00:00Z' }))).toBe('2026-03-01T03:15Z');
    expect(await next(await create({ ScheduleOffset: 2 }))).toBe('2026-01-01T03:15Z');
    expect(await next(await create({ EndDate: '2026-01-01T01:00:00Z' }))).toBeUndefined();
  });

  it('is found by name, changed, disabled and deleted', async () => {
    const WindowId = await create();
    await create({ Name: 'weekends' });
    const list = async (Key: string, Value: string) =>
      (await client.send(new DescribeMaintenanceWindowsCommand({ Filters: [{ Key, Values: [Value] }] })))
        .WindowIdentities;

    await client.send(new UpdateMaintenanceWindowCommand({ WindowId, Enabled: false, Duration: 4 }));

    expect(await list('Name', 'nights')).toMatchObject([{ WindowId, Enabled: false, Duration: 4, Cutoff: 1 }]);
    expect(await list('Enabled', 'true')).toMatchObject([{ Name: 'weekends' }]);
    expect(await next(WindowId)).toBeUndefined();
    await client.send(new DeleteMaintenanceWindowCommand({ WindowId }));
    await expect(next(WindowId)).rejects.toBeInstanceOf(DoesNotExistException);
  });

  it('is refused without a time it could open, or time to work in', async () => {
    await expect(create({ Schedule: 'sometimes' })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(create({ ScheduleTimezone: 'Moon/Base' })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(create({ Duration: 1, Cutoff: 1 })).rejects.toThrow('Cutoff must be less than Duration.');
  });

  it('keeps targets and tasks, and tags', async () => {
    const WindowId = await create();
    const { WindowTargetId } = await client.send(
      new RegisterTargetWithMaintenanceWindowCommand({
        WindowId,
        ResourceType: 'INSTANCE',
        Targets: [{ Key: 'tag:role', Values: ['web'] }],
      }),
    );
    const { WindowTaskId } = await client.send(
      new RegisterTaskWithMaintenanceWindowCommand({
        WindowId,
        TaskArn: 'AWS-RunShellScript',
        TaskType: 'RUN_COMMAND',
        Targets: [{ Key: 'WindowTargetIds', Values: [WindowTargetId!] }],
        TaskInvocationParameters: { RunCommand: { Parameters: { commands: ['uptime'] } } },
      }),
    );

    const tasks = await client.send(
      new DescribeMaintenanceWindowTasksCommand({ WindowId, Filters: [{ Key: 'TaskType', Values: ['RUN_COMMAND'] }] }),
    );
    expect(tasks.Tasks).toMatchObject([{ WindowTaskId, Type: 'RUN_COMMAND', TaskArn: 'AWS-RunShellScript' }]);
    const task = await client.send(new GetMaintenanceWindowTaskCommand({ WindowId, WindowTaskId }));
    expect(task.TaskInvocationParameters?.RunCommand?.Parameters).toEqual({ commands: ['uptime'] });
    const deregister = (Safe: boolean) =>
      client.send(new DeregisterTargetFromMaintenanceWindowCommand({ WindowId, WindowTargetId, Safe }));
    await expect(deregister(true)).rejects.toBeInstanceOf(TargetInUseException);
    await deregister(false);
    const { Targets } = await client.send(new DescribeMaintenanceWindowTargetsCommand({ WindowId }));
    expect(Targets).toEqual([]);

    const resource = { ResourceType: 'MaintenanceWindow' as const, ResourceId: WindowId };
    await client.send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: 'team', Value: 'blue' }] }));
    const { TagList } = await client.send(new ListTagsForResourceCommand(resource));
    expect(TagList).toEqual([{ Key: 'team', Value: 'blue' }]);
  });
});
