import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { importAwslogs, importUnified } from '../../../agent/takeover/import.ts';
import { folder, pipeline } from '../../support/agent.ts';
import { logSink } from '../../support/log-sink.ts';

process.env.AWS_EC2_METADATA_DISABLED = 'true';
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

describe('a take-over', () => {
  it('from awslogs continues where it was acknowledged, in a file rotated since too', async () => {
    // Prepare
    const sink = await logSink();
    ends.push(sink.close);
    const home = folder();
    const file = path.join(home, 'm.log');
    const old = 'first\nsent\nnot sent\n';
    writeFileSync(file, old);
    const database = new DatabaseSync(path.join(home, 'agent-state'));
    database.exec(
      'CREATE TABLE push_state (k TEXT PRIMARY KEY, v TEXT); CREATE TABLE stream_state (k TEXT PRIMARY KEY, v TEXT)',
    );
    const id = createHash('md5').update('section').update('first\n').digest('hex');
    const push = { source_id: id, start_position: 11, end_position: 11, batch_timestamp: 1, sequence_token: '1' };
    database.prepare('INSERT INTO push_state VALUES (?, ?)').run(id, JSON.stringify(push));
    database.close();
    renameSync(file, `${file}.1`);
    writeFileSync(file, 'new\n');
    const conf = `[general]\nstate_file = ${home}/agent-state\n[section]\nfile = ${file}\nlog_group_name = g\nlog_stream_name = host-1\n`;
    const config = path.join(home, 'awslogs.conf');
    writeFileSync(config, conf);
    // Act
    const report = await importAwslogs({ config, into: path.join(home, 'state'), acknowledged: false });
    await pipeline(sink.url, conf, home).once(5000);
    // Assess
    expect(report.continued).toMatchObject([{ path: `${file}.1`, offset: 11, size: 20 }]);
    expect([...sink.messages.keys()]).toEqual(['not sent', 'new']);
  });

  it('from awslogs without a state says so', async () => {
    const home = folder();
    writeFileSync(path.join(home, 'awslogs.conf'), `[s]\nfile = ${home}/x\nlog_group_name = g\nlog_stream_name = s\n`);
    const config = path.join(home, 'awslogs.conf');
    await expect(
      importAwslogs({ config, state: path.join(home, 'none'), into: home, acknowledged: false }),
    ).rejects.toThrow('there is no such state file');
    await expect(importAwslogs({ config, state: config, into: home, acknowledged: false })).rejects.toThrow(
      'not the state of awslogs',
    );
  });

  it('from the unified agent continues at its offsets', async () => {
    const sink = await logSink();
    ends.push(sink.close);
    const home = folder();
    const file = path.join(home, 'u.log');
    writeFileSync(file, 'one\ntwo\n');
    mkdirSync(path.join(home, 'old'));
    writeFileSync(path.join(home, 'old', '_u.log'), `8\n${file}\n0-4,6-8`);
    const text = JSON.stringify({
      logs: {
        logs_collected: { files: { collect_list: [{ file_path: file, log_group_name: 'g', log_stream_name: 's' }] } },
      },
    });
    const config = path.join(home, 'agent.json');
    writeFileSync(config, text);
    const report = await importUnified({
      config: [config],
      state: path.join(home, 'old'),
      into: path.join(home, 'state'),
    });
    appendFileSync(file, 'three\n');
    await pipeline(sink.url, text, home).once(5000);
    expect(report.continued).toMatchObject([{ path: file, offset: 4, size: 8 }]);
    expect([...sink.messages.keys()]).toEqual(['two', 'three']);
  });
});
