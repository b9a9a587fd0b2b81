import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AgentSettingsError } from '../../../agent/errors.ts';
import { readAwslogs } from '../../../agent/settings/awslogs.ts';
import { parseIni } from '../../../agent/settings/ini.ts';
import { parseJson, plain } from '../../../agent/settings/json-text.ts';

const CONF = `[general]
state_file = /var/lib/awslogs/agent-state

[/var/log/messages]
datetime_format = %b %d %H:%M:%S
file = /var/log/messages
buffer_duration = 5000
log_stream_name = {instance_id}
initial_position = start_of_file
log_group_name = /var/log/messages
time_zone=LOCAL
multi_line_start_pattern ={datetime_format}
`;

describe('an awslogs.conf', () => {
  it('means what it means to the old agent', () => {
    const { logs, stateFile } = readAwslogs(CONF, '/nowhere/awslogs.conf');
    expect(stateFile).toBe('/var/lib/awslogs/agent-state');
    expect(logs.files[0]).toMatchObject({
      name: '/var/log/messages',
      glob: '/var/log/messages',
      stream: '{instance_id}',
      timestampFormat: '%b %d %H:%M:%S',
      timeZone: 'local',
      multiLineStart: '{datetime_format}',
      encoding: 'utf-8',
      batch: { events: 10_000, bytes: 1_048_576, flushAfter: 5000 },
      fingerprintLines: [1, 1],
    });
  });

  it('replaces a bad value by the default and says so, as the old agent does', () => {
    const { logs, warnings } = readAwslogs(
      CONF.replace('buffer_duration = 5000', 'buffer_duration = 10'),
      '/x/awslogs.conf',
    );
    expect(logs.files[0]?.batch.flushAfter).toBe(5000);
    expect(warnings[0]).toMatchObject({
      line: 7,
      message: '[/var/log/messages] buffer_duration cannot be "10"; using 5000',
    });
  });

  it('is refused for a key there is none of, with line and the one that was meant', () => {
    expect(() => readAwslogs(CONF.replace('datetime_format =', 'datetime_fromat ='), '/x/awslogs.conf')).toThrow(
      '/x/awslogs.conf:5: [/var/log/messages] has an unknown key "datetime_fromat"; did you mean "datetime_format"?',
    );
  });

  it('takes the sections of its folder, its own first', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'awslogs-'));
    mkdirSync(path.join(folder, 'config'));
    const section = (name: string, file: string) =>
      `[${name}]\nfile = ${file}\nlog_group_name = g\nlog_stream_name = s\n`;
    writeFileSync(path.join(folder, 'config', 'a.conf'), section('/var/log/messages', '/other') + section('b', '/b'));
    const { logs, warnings } = readAwslogs(CONF, path.join(folder, 'awslogs.conf'));
    expect(logs.files.map(({ glob }) => glob)).toEqual(['/var/log/messages', '/b']);
    expect(warnings[0]?.message).toContain('[/var/log/messages] is in');
  });

  it('of any text is read or refused with a line, never with another error', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('[', ']', 'a', '=', ':', '\n', ' ', '#', ';', '%') }), (text) => {
        try {
          parseIni(text, 'f');
        } catch (error) {
          expect(error).toBeInstanceOf(AgentSettingsError);
        }
      }),
    );
  });
});

describe('JSON with lines', () => {
  it('is what JSON.parse makes of it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(plain(parseJson(text, 'f'))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is refused where JSON.parse refuses it', () => {
    const scraps = fc.string({
      unit: fc.constantFrom('{', '}', '[', ']', '"', 'a', ':', ',', '1', '-', '.', ' ', 'true', '\\'),
    });
    const outcome = (read: () => unknown) => {
      try {
        read();
        return 'read';
      } catch {
        return 'refused';
      }
    };
    fc.assert(
      fc.property(scraps, (text) => outcome(() => parseJson(text, 'f')) === outcome(() => JSON.parse(text))),
      { numRuns: 2000 },
    );
  });
});
