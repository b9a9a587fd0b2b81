import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientOptions } from '../../../support/engine.ts';
import { engineProcess } from '../../../support/engine-process.ts';
import { smallDisks } from '../../../support/small-disk.ts';

const GROUP = { logGroupName: 'g' };
const STREAM = { ...GROUP, logStreamName: 's' };
const BATCH = 20;

/** Puts one batch. @returns the error it was refused with */
async function put(client: CloudWatchLogsClient, number: number): Promise<Error | undefined> {
  const logEvents = Array.from({ length: BATCH }, (_, at) => ({
    timestamp: Date.now(),
    message: `${number}/${at} ${'x'.repeat(10_000)}`,
  }));
  try {
    await client.send(new PutLogEventsCommand({ ...STREAM, logEvents }));
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** How many events of each batch are stored. */
async function stored(client: CloudWatchLogsClient): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for await (const { events } of paginateFilterLogEvents({ client }, GROUP)) {
    for (const { message = '' } of events ?? []) {
      const batch = Number(message.split('/')[0]);
      counts.set(batch, (counts.get(batch) ?? 0) + 1);
    }
  }
  return counts;
}

describe.each(smallDisks)('an engine on a disk $kind', ({ make }) => {
  it('refuses events while there is no room, takes them again when there is, and loses none it took', async () => {
    const disk = make();
    const first = await engineProcess(disk.folder);
    let running = first;
    onTestFinished(async () => {
      await running.kill();
      disk.remove();
    });
    const client = new CloudWatchLogsClient(clientOptions(first));
    await client.send(new CreateLogGroupCommand(GROUP));
    await client.send(new CreateLogStreamCommand(STREAM));
    const s3 = new S3Client({ ...clientOptions(first), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'archive' }));
    await s3.send(new PutObjectCommand({ Bucket: 'archive', Key: 'k', Body: 'before' }));
    const acknowledged: number[] = [];
    let number = 0;
    const putNext = async () => {
      const refused = await put(client, number);
      if (!refused) acknowledged.push(number);
      number += 1;
      return refused;
    };
    await putNext();

    disk.fill(first.pid);
    let refusal: Error | undefined;
    while (!refusal && number < 200) refusal = await putNext();
    const still = await Promise.all([putNext(), putNext(), putNext()]);
    const object = { Bucket: 'archive', Key: 'k' };
    const overwritten = await s3
      .send(new PutObjectCommand({ ...object, Body: 'x'.repeat(8_000_000) }))
      .catch((error) => error);
    const readable = await client.send(new FilterLogEventsCommand({ ...GROUP, filterPattern: '"0/0"' }));
    disk.free(first.pid);
    const { Body } = await s3.send(new GetObjectCommand(object));
    const after = [await putNext(), await putNext()];
    const { events: latest } = await client.send(new GetLogEventsCommand({ ...STREAM, limit: 1 }));

    const full = { name: 'ServiceUnavailableException', $fault: 'server' };
    expect(refusal).toMatchObject(full);
    expect(still).toMatchObject([full, full, full]);
    expect(overwritten).toMatchObject({ name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } });
    expect(await Body?.transformToString()).toBe('before');
    expect(readable.events?.length).toBeGreaterThan(0);
    expect(after).toEqual([undefined, undefined]);
    expect(latest![0]!.message).toMatch(new RegExp(`^${number - 1}/`));

    await running.kill();
    running = await engineProcess(disk.folder);
    const counts = await stored(new CloudWatchLogsClient(clientOptions(running)));
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual(acknowledged);
    expect([...counts.values()].every((count) => count === BATCH)).toBe(true);

    await running.kill();
    const database = new DatabaseSync(path.join(disk.folder, 'engine.db'));
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();
    running = await engineProcess(disk.folder);
  });
});

it('some kind of full disk can be tried on Linux', () => {
  if (process.platform === 'linux') expect(smallDisks.length).toBeGreaterThan(0);
});
