import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../support/engine.ts';

const version = spawnSync('aws', ['--version']).stdout?.toString() ?? '';
const START = Date.UTC(2026, 0, 10, 12);
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
  const logEvents = ['{"level":"info","ms":3}', '{"level":"error","ms":40}', '{"level":"error","ms":2}'].map(
    (message, index) => ({ timestamp: now - 3000 + index * 1000, message }),
  );
  await logs.send(new PutLogEventsCommand({ ...names, logEvents }));
  const aws = async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)('aws', ['--endpoint-url', running.url, '--output', 'json', ...args], {
      env: {
        ...process.env,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_PAGER: '',
      },
    });
    return stdout;
  };
  return { running, aws, options };
}

describe.skipIf(version === '')('with the AWS CLI, log events', () => {
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
    expect(events.map(({ message }) => message)).toEqual(['{"level":"error","ms":40}', '{"level":"error","ms":2}']);
    expect({ status, rows: results.map((row) => row.map(({ value }) => value)) }).toEqual({
      status: 'Complete',
      rows: [
        ['error', '2', '40'],
        ['info', '1', '3'],
      ],
    });
    expect(Contents.map(({ Key }) => Key)).toContainEqual(expect.stringMatching(/^exportedlogs\/.+\/s\/000000\.gz$/));
  });

  it.skipIf(!version.startsWith('aws-cli/2'))('are tailed', async () => {
    const { aws } = await given();

    const tail = await aws('logs', 'tail', '/app/web', '--since', '10m', '--format', 'short');

    expect(tail.trim().split('\n')).toHaveLength(3);
    expect(tail).toContain('{"level":"info","ms":3}');
  });
});

interface Started {
  readonly queryId: string;
}
