import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { runAgent } from '../../agent/run.ts';
import { folder } from '../support/agent.ts';
import { clientOptions, engine } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';

describe('settings kept in SSM', () => {
  it('are followed under load: nothing lost, nothing twice, and a bad change is refused', {
    timeout: 240_000,
  }, async () => {
    // Prepare
    const { url } = await engine();
    const home = folder();
    const file = path.join(home, 'a.log');
    writeFileSync(file, '');
    const settings = (seconds: number) =>
      JSON.stringify({
        logs: {
          force_flush_interval: seconds,
          logs_collected: { files: { collect_list: [{ file_path: file, log_group_name: 'g', log_stream_name: 's' }] } },
        },
      });
    const ssm = new SSMClient(clientOptions({ url }));
    const put = (Value: string) =>
      ssm.send(new PutParameterCommand({ Name: 'AmazonCloudWatch-x', Value, Type: 'String', Overwrite: true }));
    await put(settings(1));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    const stop = new AbortController();
    const running = runAgent({
      sources: ['ssm:AmazonCloudWatch-x'],
      once: false,
      stateFolder: path.join(home, 'state'),
      logFile: path.join(home, 'log'),
      followEvery: 150,
      signal: stop.signal,
    });
    // Act
    const count = 4000;
    for (let line = 0; line < count; line += 100) {
      appendFileSync(file, Array.from({ length: 100 }, (_, index) => `line ${line + index}\n`).join(''));
      if (line === 1000) await put(settings(2));
      if (line === 2000) await put('{"logs": {"wrong": 1}}');
      if (line === 3000) await put(settings(1));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    appendFileSync(file, 'end\n');
    const logs = new CloudWatchLogsClient(clientOptions({ url }));
    const all = async () => {
      const messages: string[] = [];
      for (let nextToken: string | undefined; ; ) {
        const page = await logs
          .send(new FilterLogEventsCommand({ logGroupName: 'g', nextToken }))
          .catch(() => undefined);
        messages.push(...(page?.events ?? []).map(({ message }) => message ?? ''));
        nextToken = page?.nextToken;
        if (!nextToken) return messages;
      }
    };
    const messages = await eventually(async () => {
      const found = await all();
      return found.length >= count ? found : undefined;
    });
    stop.abort();
    await running;
    // Assess
    expect(new Set(messages).size).toBe(messages.length);
    expect(messages.length).toBeGreaterThanOrEqual(count);
    expect((await ssm.send(new GetParameterCommand({ Name: 'AmazonCloudWatch-x' }))).Parameter?.Version).toBe(4);
  });
});
