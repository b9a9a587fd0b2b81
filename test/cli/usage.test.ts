import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { trailkeeper } from '../support/cli.ts';
import { testFolder } from '../support/folder.ts';

const { folder, file } = testFolder();
const none = `${folder}/none`;
const lines = (text: string) => text.split('\n').length - 1;

describe('bad usage', () => {
  const event = file('event.json', '{"source":"aws.iam"}');
  const record = file('one.json', '{"Records":[]}');
  const notJson = file('not.json', 'no JSON here');
  const throwing = file('throwing/rule.ts', 'throw new Error("the first line\\nthe second")');
  const broken = file('broken/rule.ts', 'export const rule = {');
  const empty = file('empty/notes.md', 'no rule');
  const filters = file('filters.json', '{"id":1}');
  const held = file('held/engine.db', '');
  const pattern = '{"source":["aws.iam"]}';
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

  it.each<[named: RegExp, args: string[]]>([
    [/trailkeeper needs a command: .*replay/, []],
    [/unknown command 'nonsense'/, ['nonsense']],
    [/unknown option '--nope'/, ['check', '--nope']],
    [/--format.*xml.*text, json, junit, sarif/, ['check', '--format', 'xml']],
    [/none: cannot be read/, ['check', '--rules', none]],
    [/throwing\/rule\.ts: line 1: throws Error: the first line$/, ['check', '--rules', folderOf(throwing)]],
    [/broken\/rule\.ts: line 1: throws SyntaxError/, ['check', '--rules', folderOf(broken)]],
    [/--rules: .*empty holds no rule/, ['check', '--rules', folderOf(empty)]],
    [/test needs a command: event-pattern, filter-pattern/, ['test']],
    [/unknown command 'bogus'/, ['test', 'bogus']],
    [/missing required argument 'pattern'/, ['test', 'event-pattern']],
    [/missing required argument 'event'/, ['test', 'event-pattern', pattern]],
    [/Event pattern is not valid\. Reason: .*line: 1, column: 6/, ['test', 'event-pattern', '{"a":', event]],
    [/none: cannot be read/, ['test', 'event-pattern', `@${none}`, event]],
    [/none: cannot be read/, ['test', 'event-pattern', pattern, none]],
    [/not\.json: not JSON/, ['test', 'event-pattern', pattern, notJson]],
    [/the event: not JSON/, ['test', 'event-pattern', pattern, '{"source":']],
    [/missing required argument 'pattern'/, ['test', 'filter-pattern']],
    [/pattern, column 8: If a filter pattern starts with/, ['test', 'filter-pattern', '{ $.a = ', event]],
    [/none: cannot be read/, ['test', 'filter-pattern', 'ERROR', none]],
    [/none: cannot be read/, ['test', 'filter-pattern', `@${none}`, event]],
    [/missing required argument 'second'/, ['compare', 'ERROR']],
    [/second pattern, column 2: /, ['compare', 'ERROR', '{']],
    [/--region: x is not a region/, ['plan', '--region', 'x']],
    [/--notify: nope is not a mail address/, ['plan', '--notify', 'nope']],
    [/--lang: fr is not en, ko or both/, ['plan', '--lang', 'fr']],
    [/--endpoint/, ['apply']],
    [/--endpoint: nope is not a URL/, ['apply', '--endpoint', 'nope']],
    [/--endpoint: http:\/\/127\.0\.0\.1:1 cannot be reached/, ['deliveries', '--endpoint', 'http://127.0.0.1:1']],
    [/--last: none is not a number of events/, ['deliveries', '--last', 'none']],
    [/missing required argument 'path'/, ['replay']],
    [/none: no such file or folder/, ['replay', none]],
    [/--from: soon is not a time/, ['replay', record, '--from', 'soon']],
    [/--region: mars is not a region's name/, ['replay', record, '--region', 'mars']],
    [/--lang.*fr.*en, ko/, ['replay', record, '--lang', 'fr']],
    [/--fail-on.*never.*alert, alarm/, ['replay', record, '--fail-on', 'never']],
    [/throwing\/rule\.ts: line 1: throws Error: the first line$/, ['replay', record, '--rules', folderOf(throwing)]],
    [/--rules: .*empty holds no rule/, ['replay', record, '--rules', folderOf(empty)]],
    [/filters\.json/, ['replay', record, '--filters', filters]],
    [/none/, ['replay', record, '--filters', none]],
    [/--port: 99999 is not a port/, ['up', '--port', '99999']],
    [/--port: a is not a port/, ['up', '--port', 'a']],
    [/--memory.*cannot be used with.*--data/, ['up', '--memory', '--data', folder]],
    [/--durability: half is not one of normal, full/, ['up', '--memory', '--durability', 'half']],
    [/--clock: sun is not one of system, virtual/, ['up', '--memory', '--clock', 'sun']],
    [/--smtp: give an address such as smtp:/, ['up', '--memory', '--smtp', 'mail.example.com']],
    [/--smtp: give an address such as smtp:/, ['up', '--memory', '--smtp', 'smtp://']],
    [/--data: give the folder/, ['up', '--data', '']],
    [/--data: give the folder/, ['start', '--once', '--data', '']],
    [/--data: .*held already holds an account; .*up --data/, ['start', '--once', '--data', folderOf(held)]],
    [/--account: 1 is not twelve digits/, ['up', '--memory', '--account', '1']],
    [/--host: 0\.0\.0\.0 .*--auth/, ['up', '--memory', '--host', '0.0.0.0']],
    [/--host: 0\.0\.0\.0 .*--auth/, ['start', '--once', '--host', '0.0.0.0']],
    [/too many arguments for 'up'/, ['up', 'extra']],
    [/unknown option '--hots'.*--host/, ['up', '--hots', 'x']],
  ])('is told in one line that matches %s: trailkeeper %j', async (named, args) => {
    const { out, err, code } = await trailkeeper(...args);
    expect([code, out, lines(err)]).toEqual([2, '', 1]);
    expect(err.trimEnd()).toMatch(/^trailkeeper: /);
    expect(err.trimEnd()).toMatch(named);
  });

  it('of apply names an endpoint that nobody answers at', async () => {
    const { err, code } = await trailkeeper('apply', '--endpoint', 'http://127.0.0.1:9');
    expect([code, err]).toEqual([2, 'trailkeeper: --endpoint: http://127.0.0.1:9 cannot be reached (ECONNREFUSED)\n']);
  });
});

describe('--help', () => {
  /** The names a command's help lists. */
  const listed = (help: string) => [...help.matchAll(/^ {2}([a-z-]+)\b.*? {2}/gm)].map(([, name = '']) => name);

  it('shows each command, and of each what it does with an example', async () => {
    const seen: string[] = [];
    const walk = async (command: readonly string[]): Promise<void> => {
      const { out, err, code } = await trailkeeper(...command, '--help');
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain(`Usage: ${['trailkeeper', ...command].join(' ')}`);
      expect(out).toMatch(/\nExamples?:\n {2}trailkeeper /);
      seen.push(command.join(' '));
      const [, commands] = out.split('\nCommands:\n');
      for (const name of listed(commands ?? '')) if (name !== 'help') await walk([...command, name]);
    };
    await walk([]);
    const files = readdirSync(new URL('../../cli/commands', import.meta.url)).map((name) => name.replace('.ts', ''));
    expect(seen.toSorted()).toEqual(
      ['', ...files.map((name) => name.replace(/^test-/, 'test '))]
        .concat(
          ['run', 'check', 'import-awslogs', 'import-unified', 'install', 'uninstall'].map((name) => `agent ${name}`),
        )
        .toSorted(),
    );
  });

  it('is the same by the command help', async () => {
    expect((await trailkeeper('help', 'replay')).out).toBe((await trailkeeper('replay', '--help')).out);
  });
});
