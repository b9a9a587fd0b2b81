import { randomUUID } from 'node:crypto';
import type {
  CancelExportTaskRequest,
  CreateExportTaskRequest,
  CreateExportTaskResponse,
  DescribeExportTasksRequest,
  DescribeExportTasksResponse,
  ExportTask as ExportTaskShape,
} from '@aws-sdk/client-cloudwatch-logs';
import { scopeOf } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { page } from '../../paging.ts';
import type { Operation } from '../../service.ts';
import { invalid, notFound, refusals } from './errors.ts';
import { type Buckets, ExportRuns } from './export-runs.ts';
import type { ExportTask, LogsState } from './state.ts';

const DEFAULT_PAGE = 50;
const DEFAULT_PREFIX = 'exportedlogs';
/** What AWS writes first, to see whether it may. */
const WRITE_TEST = { key: 'aws-logs-write-test', body: Buffer.from('Permission Check Successful') };

/** Exports of a group's events to a bucket: one at a time in an account and region. */
export function exports(state: LogsState, buckets: Buckets) {
  const kept = state.exportTasks;
  const runs = new ExportRuns(state, buckets);

  const createExportTask: Operation<CreateExportTaskRequest, CreateExportTaskResponse> = (call) => {
    const { input } = call;
    const scope = scopeOf(call);
    const group = state.standardGroup(call, input.logGroupName!);
    const bucket = input.destination!;
    if (!buckets.exists(bucket)) {
      throw invalid('The given bucket does not exist. Please make sure the bucket is valid.');
    }
    if (input.to! <= input.from!) throw invalid('The specified time range is invalid: from must be before to.');
    if (kept.list(scope).some(isActive)) throw refusals.limit();
    const task: ExportTask = {
      id: randomUUID(),
      name: input.taskName,
      group: group.name,
      streamPrefix: input.logStreamNamePrefix,
      from: input.from!,
      to: input.to!,
      bucket,
      prefix: input.destinationPrefix ?? DEFAULT_PREFIX,
      status: 'PENDING',
      createdAt: state.parts.clock.now(),
    };
    const testKey = [input.destinationPrefix, WRITE_TEST.key].filter(Boolean).join('/');
    state.parts.store.write(() => {
      buckets.put({ bucket, key: testKey, body: WRITE_TEST.body });
      kept.put(scope, task.id, task);
      runs.start(scope, task);
    });
    return { taskId: task.id };
  };

  const describeExportTasks: Operation<DescribeExportTasksRequest, DescribeExportTasksResponse> = (call) => {
    const { taskId, statusCode, limit, nextToken } = call.input;
    const keyOf = ({ createdAt, id }: ExportTask) => `${String(createdAt).padStart(16, '0')}/${id}`;
    const found = kept
      .list(scopeOf(call))
      .filter(
        ({ id, status }) =>
          (taskId === undefined || id === taskId) && (statusCode === undefined || status === statusCode),
      )
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const { items, next } = page(found, limit ?? DEFAULT_PAGE, nextToken, keyOf);
    return { exportTasks: items.map(described), nextToken: next };
  };

  const cancelExportTask: Operation<CancelExportTaskRequest, void> = (call) => {
    const scope = scopeOf(call);
    const task = kept.get(scope, call.input.taskId!);
    if (!task) throw notFound('The specified export task does not exist.');
    if (!isActive(task)) {
      throw new AwsError('InvalidOperationException', 'The specified export task has already finished');
    }
    kept.put(scope, task.id, { ...task, status: 'CANCELLED', completedAt: state.parts.clock.now() });
  };

  return {
    operations: {
      CreateExportTask: createExportTask,
      DescribeExportTasks: describeExportTasks,
      CancelExportTask: cancelExportTask,
    },
    /** Takes up what a stop left undone. */
    start: () => {
      for (const scope of kept.scopes())
        for (const task of kept.list(scope)) if (isActive(task)) runs.start(scope, task);
    },
    close: () => runs.close(),
  };
}

const isActive = ({ status }: ExportTask): boolean => status === 'PENDING' || status === 'RUNNING';

const messages: Partial<Record<ExportTask['status'], string>> = {
  RUNNING: 'Task is active',
  COMPLETED: 'Completed successfully',
};

const described = (task: ExportTask): ExportTaskShape => ({
  taskId: task.id,
  taskName: task.name,
  logGroupName: task.group,
  from: task.from,
  to: task.to,
  destination: task.bucket,
  destinationPrefix: task.prefix,
  status: { code: task.status, message: task.message ?? messages[task.status] },
  executionInfo: { creationTime: task.createdAt, completionTime: task.completedAt },
});
