import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it, onTestFinished } from 'vitest';

/** How often the engine is killed; set higher for a long run. */
const KILLS = Number(process.env.CRASH_KILLS ?? 3);
const WRITERS = 4;
const BATCH = 20;
const server = fileURLToPath(new URL('ingest-server.ts', import.meta.url));

async function started(folder: string): Promise<{ client: CloudWatchLogsClient; child: ChildProcess }> {
  const child = fork(server, [folder]);
  const endpoint = await new Promise<string>((resolve) => child.once('message', (url) => resolve(String(url))));
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  return { child, client: new CloudWatchLogsClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }) };
}

/** Puts batches until the engine is gone. @returns the numbers of those it acknowledged */
async function write(client: CloudWatchLogsClient, writer: string): Promise<string[]> {
  const acknowledged: string[] = [];
  for (let number = 0; ; number++) {
    const batch = `${writer}.${number}`;
    const logEvents = Array.from({ length: BATCH }, (_, at) => ({ timestamp: Date.now(), message: `${batch}/${at}` }));
    try {
      await client.send(new PutLogEventsCommand({ logGroupName: 'g', logStreamName: 's', logEvents }));
    } catch {
      return acknowledged;
    }
    acknowledged.push(batch);
  }
}

/** How many events of each batch are stored. */
async function stored(client: CloudWatchLogsClient): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const { events } of paginateFilterLogEvents({ client }, { logGroupName: 'g' })) {
    for (const { message = '' } of events ?? []) {
      const batch = message.split('/')[0]!;
      counts.set(batch, (counts.get(batch) ?? 0) + 1);
    }
  }
  return counts;
}

describe('an engine killed while events come in', () => {
  it(
    'has every acknowledged event afterwards, and every request whole or not at all',
    async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'crash-'));
      const children: ChildProcess[] = [];
      onTestFinished(() => {
        for (const child of children) child.kill('SIGKILL');
        rmSync(folder, { recursive: true });
      });
      const first = await started(folder);
      children.push(first.child);
      await first.client.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
      await first.client.send(new CreateLogStreamCommand({ logGroupName: 'g', logStreamName: 's' }));
      let { client, child } = first;
      const acknowledged: string[] = [];

      for (let kill = 0; kill < KILLS; kill++) {
        const writers = Array.from({ length: WRITERS }, (_, writer) => write(client, `${kill}-${writer}`));
        await new Promise((resolve) => setTimeout(resolve, 100 + 37 * kill));
        child.kill('SIGKILL');
        acknowledged.push(...(await Promise.all(writers)).flat());
        client.destroy();
        ({ client, child } = await started(folder));
        children.push(child);
      }
      const counts = await stored(client);
      client.destroy();

      expect(acknowledged.length).toBeGreaterThan(0);
      expect(acknowledged.filter((batch) => counts.get(batch) !== BATCH)).toEqual([]);
      expect([...counts.values()].filter((count) => count !== BATCH)).toEqual([]);
    },
    30_000 + KILLS * 6_000,
  );
});
