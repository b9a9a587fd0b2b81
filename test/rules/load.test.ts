import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RuleFileError } from '../../rules/kit/index.ts';
import { loadRules } from '../../rules/load.ts';

const cli = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const kit = fileURLToPath(new URL('../../rules/kit/index.ts', import.meta.url));

const rule = (id: string) => `
import { apiCall, defineAlert, record } from ${JSON.stringify(kit)};
const text = { en: 'x', ko: 'x' };
export default defineAlert({
  id: '${id}', title: text, severity: 'low', on: apiCall('iam.amazonaws.com', 'CreateUser'), why: text,
  respond: { en: ['x'], ko: ['x'] }, controls: [], fires: [record('CreateUser')], quiet: [record('GetUser')],
});`;

describe("a folder of a user's rules", () => {
  let folder: string;
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trailkeeper-rules-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const refused = async (): Promise<string> => {
    const error = await loadRules(folder).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(RuleFileError);
    const { message } = error as RuleFileError;
    expect(message).not.toContain('\n');
    return message;
  };

  it('is loaded with the folders in it, in order, helpers and tests left out', async () => {
    mkdirSync(join(folder, 'team'));
    write('b.ts', rule('second'));
    write('a.mts', rule('first'));
    write(join('team', 'c.ts'), rule('third'));
    write('_helper.ts', 'throw new Error()');
    write('a.test.ts', 'throw new Error()');
    write('notes.md', '#');
    const loaded = await loadRules(folder);
    expect(loaded.map((one) => one.rule.id)).toEqual(['first', 'second', 'third']);
    expect(loaded[2]?.file).toMatch(/team\/c\.ts$/);
  });

  it.each(['{}', '{"type":"commonjs"}'])('may lie under a package.json that says %s', (content) => {
    write('package.json', content);
    write('a.ts', rule('first'));
    const check = spawnSync(process.execPath, [cli, 'check', '--rules', folder], { encoding: 'utf8' });
    expect([check.stdout, check.stderr]).toEqual(['1 rule, 2 examples: all as they should be\n', '']);
  });

  it('may have several rules in a file', async () => {
    write('many.ts', `${rule('one')}\nexport const more = [{ ...(await import('./_other.ts')).default }];`);
    write('_other.ts', rule('two'));
    expect((await loadRules(folder)).map((one) => one.rule.id).toSorted()).toEqual(['one', 'two']);
  });

  it('is refused by name for a file that throws', async () => {
    write('bad.ts', "throw new Error('first line\\nsecond line');");
    expect(await refused()).toMatch(/bad\.ts: line 1: throws Error: first line$/);
  });

  it('is refused by name for a file that is no TypeScript', async () => {
    write('bad.ts', '// A comment\nexport default {\n  x: ;\n');
    expect(await refused()).toMatch(/bad\.ts: (line 3: )?throws /);
  });

  it('is refused by name for a rule that cannot work', async () => {
    write('bad.ts', rule('Not An Id'));
    expect(await refused()).toMatch(/bad\.ts: line \d+: rule "Not An Id": its id must be/);
  });

  it.each(['export default 5;', 'export {};', "export default { kind: 'alert', id: 'x' };"])(
    'is refused by name for a file without a rule: %s',
    async (text) => {
      write('none.ts', text);
      expect(await refused()).toMatch(/none\.ts: exports no rule; export what defineAlert/);
    },
  );

  it('is refused when two files have a rule of the same id', async () => {
    write('a.ts', rule('same'));
    write('b.ts', rule('same'));
    expect(await refused()).toMatch(/b\.ts: the id "same" is taken by .*a\.ts$/);
  });

  it('finds the kit by its name wherever it lies, in a process of its own', () => {
    write('mine.ts', rule('mine').replace(JSON.stringify(kit), "'trailkeeper/rules'"));
    const program = `
      const { loadRules } = await import(${JSON.stringify(new URL('../../rules/load.ts', import.meta.url).href)});
      console.log((await loadRules(${JSON.stringify(folder)})).map(({ rule }) => rule.id).join());`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'mine\n', stderr: '' });
  });

  it('is refused when it is not there', async () => {
    await expect(loadRules(join(folder, 'nowhere'))).rejects.toThrow(
      /nowhere: cannot be read \(no such file or directory\)$/,
    );
  });
});
