import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { awsAt, awsCommand, hasVersion2, aws as run } from '../support/aws-cli.ts';
import { clientOptions, engine } from '../support/engine.ts';

const START = Date.UTC(2026, 0, 10, 12);
const [INFO, SLOW, FAST] = ['{"level":"info","ms":3}', '{"level":"error","ms":40}', '{"level":"error","ms":2}'];
const group = ['--log-group-name', '/app/web'];

/** A group with three events. */
async function given(startAt?: number) {
  const running = await engine(startAt === undefined ? {} : { clock: 'virtual', startAt });
  const options = clientOptions(running);
  const now = running.clock.now();
  const logs = new CloudWatchLogsClient(options);
  const names = { logGroupName: '/app/web', logStreamName: 's' };
  await logs.send(new CreateLogGroupCommand({ logGroupName: names.logGroupName }));
  await logs.send(new CreateLogStreamCommand(names));
  const logEvents = [INFO, SLOW, FAST].map((message, index) => ({ timestamp: now - 3000 + index * 1000, message }));
  await logs.send(new PutLogEventsCommand({ ...names, logEvents }));
  const aws = (...args: string[]): Promise<string> => run(running.url, args);
  const say = (message: string) =>
    logs.send(new PutLogEventsCommand({ ...names, logEvents: [{ timestamp: running.clock.now(), message }] }));
  return { running, aws, options, say };
}

describe.skipIf(!awsCommand)('with the AWS CLI, log events', () => {
  it('are searched, queried and exported', async () => {
    const { running, aws, options } = await given(START);
    const s3 = new S3Client({ ...options, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'archive' }));
    const [from, to] = [START - 600_000, START];
    const query = ['--query-string', 'stats count(*) as n, max(ms) as slowest by level | sort level asc'];

    const found = await aws('logs', 'filter-log-events', ...group, '--filter-pattern', '{ $.level = "error" }');
    const range = ['--start-time', String(from / 1000), '--end-time', String(to / 1000)];
    const { queryId } = JSON.parse(await aws('logs', 'start-query', ...group, ...range, ...query)) as Started;
    await running.clock.idle();
    const answer = await aws('logs', 'get-query-results', '--query-id', queryId);
    await aws(
      ...['logs', 'create-export-task', ...group, '--destination', 'archive'],
      ...['--from', String(from), '--to', String(to)],
    );
    await running.clock.advanceTo(START + 1000);

    const { events } = JSON.parse(found) as { events: { message: string }[] };
    const { status, results } = JSON.parse(answer) as { status: string; results: { value: string }[][] };
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'archive' }));
    expect(events.map(({ message }) => message)).toEqual([SLOW, FAST]);
    expect({ status, rows: results.map((row) => row.map(({ value }) => value)) }).toEqual({
      status: 'Complete',
      rows: [
        ['error', '2', '40'],
        ['info', '1', '3'],
      ],
    });
    expect(Contents.map(({ Key }) => Key)).toContainEqual(expect.stringMatching(/^exportedlogs\/.+\/s\/000000\.gz$/));
  });

  it('are tailed', async ({ skip }) => {
    skip(!hasVersion2, 'only version 2 of the AWS CLI has `logs tail`');
    const { aws } = await given();

    const since = (duration: string) => aws('logs', 'tail', '/app/web', '--since', duration, '--format', 'short');
    const [all, none] = await Promise.all([since('10m'), since('0s')]);
    const errors = await aws('logs', 'tail', '/app/web', '--filter-pattern', '{ $.level = "error" }');

    expect(all.trim().split('\n').map(afterTime)).toEqual([INFO, SLOW, FAST]);
    expect(none).toBe('');
    expect(errors.trim().split('\n')).toEqual([
      expect.stringMatching(/^\S+ s \{"level":"error","ms":40\}$/),
      expect.stringMatching(/^\S+ s \{"level":"error","ms":2\}$/),
    ]);
  });

  it('are followed as they come', async ({ skip }) => {
    skip(!hasVersion2, 'only version 2 of the AWS CLI has `logs tail`');
    const { running, say } = await given();
    const { command, args, env } = awsAt(running.url);
    const words = ['logs', 'tail', '/app/web', '--since', '10m', '--format', 'short', '--follow'];
    const follow = spawn(command, [...args, ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void follow.kill('SIGKILL'));

    const seen: string[] = [];
    for await (const line of createInterface({ input: follow.stdout })) {
      seen.push(afterTime(line));
      // What is said only once the tail has begun, and again once that was followed.
      if (seen.length === 3) await say('fourth');
      if (seen.length === 4) await say('fifth');
      if (seen.length === 5) break;
    }

    expect(seen).toEqual([INFO, SLOW, FAST, 'fourth', 'fifth']);
  });
});

/** A line of `logs tail --format short` without its time. */
const afterTime = (line: string) => line.slice(line.indexOf(' ') + 1);

interface Started {
  readonly queryId: string;
}
