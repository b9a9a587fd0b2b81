import { appendFileSync, mkdirSync, readdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CloudWatchLogsClient, DescribeLogGroupsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, describe, expect, it } from 'vitest';
import { folder, heard, pipeline } from '../../support/agent.ts';
import { clientOptions, engine } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { type LogSink, logSink } from '../../support/log-sink.ts';

const sinks: LogSink[] = [];
afterEach(async () => {
  await Promise.all(sinks.splice(0).map((sink) => sink.close()));
});
async function sink(): Promise<LogSink> {
  const made = await logSink();
  sinks.push(made);
  return made;
}

/** One entry of a unified configuration. */
const unified = (entry: object) => JSON.stringify({ logs: { logs_collected: { files: { collect_list: [entry] } } } });

describe('log files, sent to the engine', () => {
  it('arrive with the times their lines show, continuation lines included, in a group made with its retention', async () => {
    const { url } = await engine();
    const home = folder();
    const file = path.join(home, 'app.log');
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    writeFileSync(file, `${day} 10:00:00 first\n  at somewhere\n${day} 10:00:01 "second" \\ 한글\n`);
    const entry = {
      file_path: file,
      log_group_name: 'app',
      log_stream_name: '{hostname}',
      timezone: 'UTC',
      retention_in_days: 7,
    };
    const run = pipeline(
      url,
      unified({ ...entry, timestamp_format: '%Y-%m-%d %H:%M:%S', multi_line_start_pattern: '{timestamp_format}' }),
      home,
    );
    expect(await run.once(5000)).toBe(true);
    const client = new CloudWatchLogsClient(clientOptions({ url }));
    const { events } = await client.send(
      new GetLogEventsCommand({ logGroupName: 'app', logStreamName: 'host-1', startFromHead: true }),
    );
    expect(events?.map(({ timestamp, message }) => [new Date(timestamp!).toISOString(), message])).toEqual([
      [`${day}T10:00:00.000Z`, `${day} 10:00:00 first\n  at somewhere`],
      [`${day}T10:00:01.000Z`, `${day} 10:00:01 "second" \\ 한글`],
    ]);
    const groups = await client.send(new DescribeLogGroupsCommand({}));
    expect(groups.logGroups?.[0]?.retentionInDays).toBe(7);
  });

  it('of the old agent’s settings arrive the same way, one state for both runs', async () => {
    const { url } = await engine();
    const home = folder();
    const file = path.join(home, 'messages');
    writeFileSync(file, 'Nov 1 00:00:00 not matched by the clock but by the format\n');
    const conf = `[m]\nfile = ${file}\nlog_group_name = m\nlog_stream_name = s\ndatetime_format = %b %d %H:%M:%S\n`;
    const now = new Date();
    const month = now.toLocaleString('en', { month: 'short' });
    const line = `${month} ${String(now.getDate()).padStart(2)} 00:00:00 host x: hello`;
    writeFileSync(file, `${line}\n`);
    await pipeline(url, conf, home).once(5000);
    appendFileSync(file, `${line} again\n`);
    await pipeline(url, conf, home).once(5000);
    const client = new CloudWatchLogsClient(clientOptions({ url }));
    const { events } = await client.send(
      new GetLogEventsCommand({ logGroupName: 'm', logStreamName: 's', startFromHead: true }),
    );
    expect(events?.map(({ message }) => message)).toEqual([line, `${line} again`]);
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
    expect(events?.[0]?.timestamp).toBe(midnight);
  });
});

describe('a log pipeline', () => {
  it('passes over events of tomorrow and of last month, keeps them aside and goes on', async () => {
    const to = await sink();
    const home = folder();
    const file = path.join(home, 'a.log');
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    writeFileSync(file, `${at(24)} early\n${at(-0.1)} fine\n${at(-24 * 30)} late\n${at(0)} fine too\n`);
    const conf = `[general]\ntoo_old_too_new_file = ${home}/aside\n[a]\nfile = ${file}\nlog_group_name = g\nlog_stream_name = s\ndatetime_format = %Y-%m-%dT%H:%M:%S.%f%z\n`;
    const run = pipeline(to.url, conf, home);
    await run.once(5000);
    expect([...to.messages.keys()].map((message) => message.slice(25))).toEqual(['fine', 'fine too']);
    expect(run.counters).toMatchObject({ tooOld: 1, tooNew: 1, delivered: 2 });
  });

  it('filters, trims, decodes, and cuts what is too long with a mark', async () => {
    const to = await sink();
    const home = folder();
    const file = path.join(home, 'a.log');
    const now = new Date().toISOString().slice(0, 19);
    const lines = [
      `${now} GET /health`,
      `${now} GET /a \xe9t\xe9`,
      `${now} POST /b`,
      `${now} GET /long ${'x'.repeat(2_000_000)}`,
      `${now} GET /c`,
    ];
    writeFileSync(file, `${lines.join('\n')}\n`, 'latin1');
    const filters = [
      { type: 'include', expression: 'GET' },
      { type: 'exclude', expression: '/health' },
    ];
    const timed = { timestamp_format: '%Y-%m-%dT%H:%M:%S', timezone: 'UTC', trim_timestamp: true };
    const run = pipeline(
      to.url,
      unified({ file_path: file, log_group_name: 'g', ...timed, encoding: 'iso-8859-1', filters }),
      home,
    );
    await run.once(5000);
    const messages = [...to.messages.keys()];
    expect(messages.map((message) => message.slice(0, 12))).toEqual(['GET /a \xe9t\xe9', 'GET /long xx', 'GET /c']);
    expect(messages[1]).toMatch(/xx\[Truncated\.\.\.\]$/);
    expect(Buffer.byteLength(messages[1]!)).toBe(1_048_576 - 200);
    expect(run.counters).toMatchObject({ filtered: 2, truncated: 1, delivered: 3 });
  });

  it('follows a file through a rename and a truncation, and every file that matches', async () => {
    const to = await sink();
    const home = folder();
    mkdirSync(path.join(home, 'logs'));
    const file = path.join(home, 'logs', 'a.log');
    writeFileSync(file, 'one one one one one one\n');
    writeFileSync(path.join(home, 'logs', 'b.log'), 'other\n');
    const entry = { file_path: path.join(home, 'logs', '{a,b}.log'), log_group_name: 'g', publish_multi_logs: true };
    const run = pipeline(to.url, unified(entry).replace('"logs":{', '"logs":{"force_flush_interval":1,'), home);
    run.start();
    appendFileSync(file, 'two two two two\n');
    await pause(100);
    renameSync(file, `${file}.1`);
    appendFileSync(`${file}.1`, 'three three three\n');
    writeFileSync(file, 'four four four four four four\nfive\n');
    await eventually(() => to.messages.has('four four four four four four') || undefined);
    truncateSync(file, 0);
    appendFileSync(file, 'six\nseven\n');
    await run.stop();
    await pipeline(to.url, unified(entry), home).once(5000);
    const expected = [
      'one one one one one one',
      'two two two two',
      'three three three',
      'four four four four four four',
      'other',
      'six',
      'seven',
    ];
    expect([...to.messages.keys()]).toEqual(expect.arrayContaining(expected));
    expect(Math.max(...to.messages.values())).toBe(1);
  });

  it('goes on sending when its state cannot be written, and says so', async () => {
    const to = await sink();
    const home = folder();
    mkdirSync(path.join(home, 'state'));
    symlinkSync('/dev/full', path.join(home, 'state', 'offsets.jsonl.new'));
    writeFileSync(path.join(home, 'a.log'), 'one\ntwo\n');
    const log = heard();
    const run = pipeline(to.url, unified({ file_path: path.join(home, 'a.log'), log_group_name: 'g' }), home, log);
    await run.once(5000);
    expect([...to.messages.keys()]).toEqual(['one', 'two']);
    expect(log.lines.join('\n')).toMatch(/error .*offsets\.jsonl: cannot be written \(ENOSPC/);
  });

  it('keeps nothing in memory but a few batches while the endpoint is away', async () => {
    const to = await sink();
    let away = true;
    to.mood = () => (away ? 'fault' : 'accept');
    const home = folder();
    const lines = Array.from({ length: 60_000 }, (_, index) => `line ${index} ${'x'.repeat(80)}`);
    writeFileSync(path.join(home, 'a.log'), `${lines.join('\n')}\n`);
    const entry = { file_path: path.join(home, 'a.log'), log_group_name: 'g' };
    const run = pipeline(to.url, unified(entry).replace('"logs":{', '"logs":{"force_flush_interval":1,'), home);
    run.start();
    await pause(700);
    expect(run.counters.lines).toBeLessThan(45_000);
    away = false;
    await eventually(() => (to.messages.size >= 59_999 ? true : undefined));
    await run.stop();
    expect(readdirSync(path.join(home, 'state'))).toContain('offsets.jsonl');
    expect(Math.max(...to.messages.values())).toBe(1);
  });
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
