import { gunzipSync } from 'node:zlib';
import {
  CancelExportTaskCommand,
  CreateExportTaskCommand,
  type CreateExportTaskCommandInput,
  DeleteLogGroupCommand,
  DescribeExportTasksCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { givenStream, NOW, refusalOf } from './given.ts';

async function givenBucket() {
  const given = await givenStream();
  const { client, parts, ports } = given;
  const objects = new Map<string, Uint8Array>();
  ports.bucketsBy({
    exists: (name) => name === 'bucket',
    put: ({ bucket, key, body }) => void objects.set(`${bucket}/${key}`, body),
  });
  return {
    ...given,
    create: (more: Partial<CreateExportTaskCommandInput> = {}) =>
      client.send(
        new CreateExportTaskCommand({ logGroupName: 'g', from: NOW - 5000, to: NOW, destination: 'bucket', ...more }),
      ),
    tasks: async (taskId?: string) => (await client.send(new DescribeExportTasksCommand({ taskId }))).exportTasks ?? [],
    cancel: (taskId: string) => client.send(new CancelExportTaskCommand({ taskId })),
    keys: () => [...objects.keys()].sort(),
    lines: (key: string) => gunzipSync(objects.get(key)!).toString(),
    finished: () => parts.clock.advanceTo(parts.clock.now() + 1000),
  };
}

describe('an export task', () => {
  it('writes each stream’s events of its time to objects in AWS’s layout', async () => {
    const { create, finished, keys, lines, put, stream, tasks } = await givenBucket();
    await stream('g', 'app/1');
    await put('g', 'app/1', [
      { timestamp: NOW - 6000, message: 'too early' },
      { timestamp: NOW - 5000, message: 'a' },
      { timestamp: NOW, message: 'b' },
    ]);

    const { taskId } = await create({ taskName: 'daily', destinationPrefix: 'logs' });
    await finished();

    expect(keys()).toEqual([`bucket/logs/${taskId}/app-1/000000.gz`, 'bucket/logs/aws-logs-write-test'].sort());
    expect(lines(`bucket/logs/${taskId}/app-1/000000.gz`)).toBe(
      '2026-01-10T11:59:55.000Z a\n2026-01-10T12:00:00.000Z b\n',
    );
    expect(await tasks(taskId)).toEqual([
      {
        taskId,
        taskName: 'daily',
        logGroupName: 'g',
        from: NOW - 5000,
        to: NOW,
        destination: 'bucket',
        destinationPrefix: 'logs',
        status: { code: 'COMPLETED', message: 'Completed successfully' },
        executionInfo: { creationTime: NOW, completionTime: NOW + 1000 },
      },
    ]);
  });

  it('keeps apart what streams say whose names make one folder', async () => {
    const { create, finished, keys, lines, put, stream } = await givenBucket();
    for (const name of ['a/b', 'a-b']) {
      await stream('g', name);
      await put('g', name, [{ timestamp: NOW, message: name }]);
    }

    const { taskId } = await create();
    await finished();

    const objects = keys().filter((key) => key.includes('/a-b/'));
    expect(objects).toEqual(['000000.gz', '000001.gz'].map((name) => `bucket/exportedlogs/${taskId}/a-b/${name}`));
    expect(
      objects
        .map(lines)
        .map((text) => text.slice(25))
        .sort(),
    ).toEqual(['a-b\n', 'a/b\n']);
  });

  it('writes its test object at the top where no prefix is given, and takes streams by prefix', async () => {
    const { create, finished, keys, put, stream } = await givenBucket();
    await stream('g', 'other');
    await put('g', 's', [{ timestamp: NOW, message: 'a' }]);
    await put('g', 'other', [{ timestamp: NOW, message: 'b' }]);

    const { taskId } = await create({ logStreamNamePrefix: 'oth' });
    await finished();

    expect(keys()).toEqual(['bucket/aws-logs-write-test', `bucket/exportedlogs/${taskId}/other/000000.gz`]);
  });

  it('waits a moment, and writes nothing when it is cancelled meanwhile; the next may come then', async () => {
    const { cancel, create, finished, keys, put, tasks } = await givenBucket();
    await put('g', 's', [{ timestamp: NOW, message: 'a' }]);
    const { taskId } = await create();
    const [waiting] = await tasks(taskId);
    expect(await refusalOf(create())).toBe('LimitExceededException: Resource limit exceeded.');

    await cancel(taskId!);
    const next = await create();
    await finished();

    expect(waiting).toMatchObject({ status: { code: 'PENDING' }, executionInfo: { creationTime: NOW } });
    expect(await tasks(taskId)).toMatchObject([
      { status: { code: 'CANCELLED' }, executionInfo: { completionTime: NOW } },
    ]);
    expect(await tasks(next.taskId)).toMatchObject([{ status: { code: 'COMPLETED' } }]);
    expect(keys().filter((key) => key.includes(taskId!))).toEqual([]);
    expect(await refusalOf(cancel(taskId!))).toBe(
      'InvalidOperationException: The specified export task has already finished',
    );
  });

  it('fails with the reason when its bucket or its group goes away', async () => {
    const { client, create, finished, tasks } = await givenBucket();
    const { taskId } = await create();
    await client.send(new DeleteLogGroupCommand({ logGroupName: 'g' }));
    await finished();

    expect(await tasks(taskId)).toMatchObject([
      { status: { code: 'FAILED', message: 'The specified log group does not exist.' } },
    ]);
  });

  it('is refused in AWS’s words', async () => {
    const { cancel, create, finished, tasks } = await givenBucket();

    expect(await refusalOf(create({ destination: 'none' }))).toBe(
      'InvalidParameterException: The given bucket does not exist. Please make sure the bucket is valid.',
    );
    expect(await refusalOf(create({ logGroupName: 'none' }))).toBe(
      'ResourceNotFoundException: The specified log group does not exist.',
    );
    expect(await refusalOf(cancel('none'))).toBe(
      'ResourceNotFoundException: The specified export task does not exist.',
    );
    expect(await tasks('none')).toEqual([]);
    const { taskId } = await create();
    await finished();
    expect(await refusalOf(cancel(taskId!))).toBe(
      'InvalidOperationException: The specified export task has already finished',
    );
  });
});
