import {
  CancelExportTaskCommand,
  CreateExportTaskCommand,
  DescribeExportTasksCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GROUP, group, put, range, refused, type Scenario, type Stage, stream } from './stage.ts';

const exportTask = ({ logs, bucketArn }: Stage, more: object = {}) =>
  logs.send(
    new CreateExportTaskCommand({ logGroupName: GROUP, destination: bucketArn.split(':').at(-1), ...range, ...more }),
  );

export const exports: Record<string, Scenario> = {
  test_create_export_task: async (stage) => {
    await group(stage);
    return { 'create-export-task': await exportTask(stage) };
  },
  test_create_export_task_bucket_not_found: async (stage) => {
    await group(stage);
    return { 'error-bucket-not-found': await refused(exportTask(stage, { destination: 'non-existent-bucket' })) };
  },
  test_create_export_task_log_group_not_found: async (stage) => ({
    'error-log-group-not-found': await refused(exportTask(stage)),
  }),
  test_describe_export_tasks_not_found: async ({ logs }) => ({
    'task-not-found': await logs.send(new DescribeExportTasksCommand({ taskId: 'non-existent-task-id' })),
  }),
  test_cancel_export_task_not_found: async ({ logs }) => ({
    'error-cancel-not-found': await refused(logs.send(new CancelExportTaskCommand({ taskId: 'a1b2c3d4-e5f60718' }))),
  }),
  test_create_export_task_with_logs: async (stage) => {
    await stream(stage);
    await put(stage, [10, 5, 0]);
    const made = await exportTask(stage, { from: 1_770_226_377_833, to: 1_770_399_177_833 });
    const { taskId } = made;
    const described = await stage.logs.send(new DescribeExportTasksCommand({ taskId }));
    return { 'create-export-with-logs': made, 'describe-export-with-logs': described };
  },
};
