import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, describe, expect, it } from 'vitest';
import { awsAt, awsCommand } from '../support/aws-cli.ts';
import { trailkeeper } from '../support/cli.ts';
import { clientOptions } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { testFolder } from '../support/folder.ts';
import { type Running, running } from '../support/running.ts';

const { folder, file } = testFolder();

let started: Running | undefined;
afterEach(() => started?.kill());

/** What the AWS CLI answers; undefined while the engine says no. */
function cli(url: string, ...args: string[]): unknown {
  const { command, args: first, env } = awsAt(url);
  const { status, stdout } = spawnSync(command, [...first, ...args], { env, encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout) as unknown) : undefined;
}

describe('start --agent', () => {
  it('brings a host\u2019s lines and metrics into the engine while it is up', {
    timeout: 240_000,
  }, async () => {
    // Prepare
    const log = file('app.log', `${new Date().toISOString()} first\n`);
    const settings = {
      agent: { metrics_collection_interval: 1 },
      logs: {
        force_flush_interval: 1,
        logs_collected: {
          files: { collect_list: [{ file_path: log, log_group_name: 'app', timestamp_format: 'iso8601' }] },
        },
      },
      metrics: { force_flush_interval: 1, metrics_collected: { mem: { measurement: ['total'] } } },
    };
    const data = `${folder}/data`;
    const args = ['--data', data, '--port', '0', '--agent', file('agent.json', JSON.stringify(settings))];
    // Act
    started = await running('start', ...args);
    const { url } = started;
    const logs = new CloudWatchLogsClient(clientOptions({ url }));
    const messages = async (count: number): Promise<string[]> =>
      eventually(async () => {
        const found = awsCommand
          ? cli(url, 'logs', 'filter-log-events', '--log-group-name', 'app', '--query', 'events[].message')
          : await logs.send(new FilterLogEventsCommand({ logGroupName: 'app' })).then(
              ({ events }) => events?.map(({ message }) => message),
              () => undefined,
            );
        return Array.isArray(found) && found.length >= count ? (found as string[]) : undefined;
      });
    await messages(1);
    appendFileSync(log, `${new Date().toISOString()} second\n`);
    const received = await messages(2);
    const metrics = new CloudWatchClient(clientOptions({ url }));
    const total = await eventually(async () => {
      const { Metrics } = await metrics.send(new ListMetricsCommand({ Namespace: 'CWAgent' }));
      if (!Metrics?.[0]) return undefined;
      const { Datapoints } = await metrics.send(
        new GetMetricStatisticsCommand({
          Namespace: 'CWAgent',
          MetricName: Metrics[0].MetricName,
          Dimensions: Metrics[0].Dimensions,
          StartTime: new Date(Date.now() - 600_000),
          EndTime: new Date(Date.now() + 60_000),
          Period: 60,
          Statistics: ['Maximum'],
        }),
      );
      return Datapoints?.[0] && { Dimensions: Metrics[0].Dimensions, ...Datapoints[0] };
    });
    await started.stop();
    // Assess
    expect(received).toEqual([expect.stringMatching(/ first$/), expect.stringMatching(/ second$/)]);
    const kilobytes = Number(/^MemTotal: +(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]);
    expect(total).toMatchObject({
      Dimensions: [{ Name: 'host', Value: hostname() }],
      Unit: 'Bytes',
      Maximum: kilobytes * 1024,
    });
    expect(readFileSync(`${data}/agent/agent.log`, 'utf8')).toMatch(/info stopped\n$/);
  });

  it('refuses wrong settings before anything is started', async () => {
    const wrong = file('wrong.json', '{"logs": {"logs_collect": {}}}');
    const { out, err, code } = await trailkeeper('start', '--data', `${folder}/none`, '--agent', wrong);
    expect([out, code]).toEqual(['', 2]);
    expect(err).toMatch(/^trailkeeper: [^\n]*wrong\.json:1: [^\n]*logs_collected[^\n]*\n$/);
  });
});
