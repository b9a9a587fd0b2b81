import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudWatchLogsClient, CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { clientOptions, engine } from '../support/engine.ts';

const post = (url: string, body?: unknown) => fetch(url, { method: 'POST', body: JSON.stringify(body) });

describe('what the engine answers besides AWS', () => {
  it('says that it is well, and what time it has', async () => {
    const { url } = await engine({ clock: 'virtual', region: 'ap-northeast-2' });
    const answer = await fetch(`${url}/_trailkeeper/health`);
    expect(await answer.json()).toMatchObject({
      status: 'ok',
      now: '2000-01-01T00:00:00.000Z',
      region: 'ap-northeast-2',
      account: '123456789012',
    });
  });

  it('moves a virtual clock on, and not back', async () => {
    const { url } = await engine({ clock: 'virtual' });
    const moved = await post(`${url}/_trailkeeper/clock`, { now: '2000-01-02T00:00:00Z' });
    expect(await moved.json()).toEqual({ now: '2000-01-02T00:00:00.000Z' });
    const back = await post(`${url}/_trailkeeper/clock`, { now: '2000-01-01T00:00:00Z' });
    expect(back.status).toBe(409);
    expect((await post(`${url}/_trailkeeper/clock`, { now: 'tomorrow' })).status).toBe(400);
  });

  it('does not move the system clock', async () => {
    const { url } = await engine({ clock: 'system' });
    expect((await post(`${url}/_trailkeeper/clock`, { now: '2100-01-01T00:00:00Z' })).status).toBe(409);
  });

  it('forgets everything when it is reset, the time too', async () => {
    const started = await engine({ clock: 'virtual' });
    const logs = new CloudWatchLogsClient(clientOptions(started));
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
    await post(`${started.url}/_trailkeeper/clock`, { now: '2000-01-02T00:00:00Z' });
    await post(`${started.url}/_trailkeeper/reset`);
    expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
    expect(started.clock.now()).toBe(Date.parse('2000-01-01T00:00:00Z'));
  });

  it('lists the calls that were made, and who made them, but not what was in them', async () => {
    const started = await engine({ clock: 'virtual' });
    const logs = new CloudWatchLogsClient(clientOptions(started));
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' })).catch(() => {});
    const { calls } = (await (await fetch(`${started.url}/_trailkeeper/calls`)).json()) as { calls: unknown[] };
    const call = {
      time: '2000-01-01T00:00:00.000Z',
      service: 'logs',
      operation: 'CreateLogGroup',
      region: 'us-east-1',
      account: '123456789012',
      caller: 'arn:aws:iam::123456789012:user/test',
      resource: 'g',
    };
    expect(calls).toEqual([call, { ...call, error: 'ResourceAlreadyExistsException' }]);
  });

  it('keeps its test hooks to those who asked for them', async () => {
    const { url } = await engine({ clock: 'virtual', testHooks: false });
    expect((await post(`${url}/_trailkeeper/reset`)).status).toBe(403);
    expect((await post(`${url}/_trailkeeper/clock`, { now: '2000-01-02T00:00:00Z' })).status).toBe(403);
    expect((await fetch(`${url}/_trailkeeper/calls`)).status).toBe(403);
  });

  it('keeps mails off a page that anyone may read', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'auth-'));
    const authFile = path.join(folder, 'keys.json');
    writeFileSync(authFile, '{"AKIA1": "secret"}');
    const { url } = await engine({ authFile });
    rmSync(folder, { recursive: true });

    expect(await (await fetch(url)).text()).toContain('Mails are told to signed requests alone');
    expect((await fetch(`${url}/_trailkeeper/inbox`)).status).toBe(403);
  });

  it('shows a page at /, unless it was told not to', async () => {
    const shown = await fetch((await engine()).url);
    expect(shown.headers.get('content-type')).toContain('text/html');
    expect(await shown.text()).toContain('<h1>Trailkeeper</h1>');
    const hidden = await fetch((await engine({ page: false })).url);
    expect(hidden.headers.get('content-type')).not.toContain('text/html');
  });
});
