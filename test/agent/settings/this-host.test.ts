import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsFrom } from '../../../agent/settings/load.ts';
import { settingsForThisHost } from '../../../agent/settings/this-host.ts';
import { folder } from '../../support/agent.ts';

const now = Date.UTC(2026, 10, 21, 12);

describe('settings for this host', () => {
  it('follow each log that is written to and tells the time, with its format, and leave the others', () => {
    const logs = folder();
    const put = (name: string, text: string, age = 0) => {
      const file = path.join(logs, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      utimesSync(file, now / 1000, now / 1000 - age);
    };
    put('syslog', 'Nov 21 11:59:58 web sshd[1]: hello\n');
    put('new.log', '2026-11-21T11:59:58.123456+00:00 web sshd[1]: hello\n');
    put('dpkg.log', '2026-11-21 11:59:58 install flex\n');
    put('nginx/access.log', '10.0.0.1 - - [21/Nov/2026:11:59:58 +0000] "GET / HTTP/1.1" 200 5\n');
    put('plain.log', 'no time here\n');
    put('empty.log', '');
    put('old.log', '2026-11-01 11:59:58 long ago\n', 20 * 86_400);
    const text = settingsForThisHost(now, `${logs}/{syslog,*.log,*/*.log}`);
    const { settings } = settingsFrom([{ file: 'agent.json', text }]);
    const found = settings.logs?.files.map(({ glob, timestampFormat }) => [path.relative(logs, glob), timestampFormat]);
    expect(new Map(found as [string, string][])).toEqual(
      new Map([
        ['syslog', '%b %d %H:%M:%S'],
        ['new.log', 'iso8601'],
        ['dpkg.log', 'iso8601'],
        ['nginx/access.log', '%d/%b/%Y:%H:%M:%S %z'],
      ]),
    );
  });

  it('are right as they are on the host that runs this, with its metrics', () => {
    const { settings } = settingsFrom([{ file: 'agent.json', text: settingsForThisHost(Date.now()) }]);
    expect(settings.skipped).toEqual([]);
    expect(settings.warnings).toEqual([]);
    const plugins = settings.metrics?.plugins.map(({ name }) => name);
    expect(plugins?.toSorted()).toEqual(['cpu', 'disk', 'diskio', 'mem', 'net', 'netstat', 'processes', 'swap']);
  });
});
