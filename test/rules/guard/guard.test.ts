import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { assertLoadable, checkFolder } from '../../../rules/guard/index.ts';
import { trailkeeper } from '../../support/cli.ts';
import { testFolder } from '../../support/folder.ts';

const { folder, file } = testFolder();
const kit = JSON.stringify(fileURLToPath(new URL('../../../rules/kit/index.ts', import.meta.url)));

const configRule = (id: string, evaluate: string) => `
  import { compliant, defineConfigRule, nonCompliant } from ${kit};
  const text = { en: 'x', ko: 'x' };
  const item = (on) => ({ resourceType: 'AWS::S3::Bucket', resourceId: 'b', configuration: { on } });
  export default defineConfigRule({
    id: '${id}', title: text, severity: 'low', resourceTypes: ['AWS::S3::Bucket'],
    evaluate: (item) => { ${evaluate} }, why: text, respond: { en: ['x'], ko: ['x'] }, controls: [],
    complies: [item(true)], violates: [item(false)],
  });`;
const good = (id: string) => configRule(id, "return item.configuration.on ? compliant() : nonCompliant('off');");

const problemsIn = async (name: string, patience?: number) =>
  (await checkFolder(`${folder}/${name}`, { patience })).map(({ rule, problems }) => [
    rule.replace(/^.*\//, ''),
    problems.map(({ what }) => what).join('; '),
  ]);

describe('a folder in which one file does harm', () => {
  it('has its other rules checked all the same', async () => {
    file('harm/a.ts', good('first'));
    file('harm/b.ts', 'process.exit(0);');
    file('harm/c.ts', 'throw new Error("no")');
    file('harm/d.ts', configRule('exits', 'process.exit(0);'));
    file('harm/e.ts', 'export default 5;');
    file('harm/f.ts', configRule('nonsense', "return 'fine';"));
    file('harm/g.ts', configRule('promises', 'return Promise.resolve(compliant());'));
    file('harm/h.ts', configRule('throws', "throw new TypeError('bad');"));
    file('harm/i.ts', good('first'));
    file('harm/j.ts', good('last'));

    expect(await problemsIn('harm')).toEqual([
      ['first', ''],
      ['b.ts', 'ends the program: process.exit(0)'],
      ['c.ts', 'line 1: throws Error: no'],
      ['exits', 'ends the program: process.exit(0)'],
      ['e.ts', expect.stringContaining('exports no rule')],
      ['nonsense', expect.stringContaining("example 1 of `complies` gets no verdict, but 'fine'")],
      ['promises', expect.stringContaining('gets no verdict, but a promise')],
      ['throws', expect.stringContaining('makes `evaluate` throw')],
      ['i.ts', expect.stringContaining('the id "first" is taken by')],
      ['last', ''],
    ]);
  });

  it('is given up on where it never ends', async () => {
    file('endless/a.ts', 'for (;;);');
    file('endless/b.ts', configRule('loops', 'for (;;);'));
    file('endless/c.ts', 'await new Promise(() => setInterval(() => {}, 1000));');
    file('endless/d.ts', good('fine'));

    const given = expect.stringMatching(/^does not end: given up after 3 s$/);
    expect(await problemsIn('endless', 3000)).toEqual([
      ['a.ts', given],
      ['loops', given],
      ['c.ts', given],
      ['fine', ''],
    ]);
  });

  it('is given up on where it prints without end', async () => {
    file('flooding/a.ts', 'for (;;) console.log("x".repeat(100_000));');
    file('flooding/b.ts', 'for (;;) console.error("x".repeat(100_000));');
    file('flooding/c.ts', configRule('prints', 'for (;;) process.stdout.write("x".repeat(100_000));'));
    file('flooding/d.ts', good('quiet'));

    const heard = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const problems = await problemsIn('flooding');
    const written = heard.mock.calls.reduce((sum, [text]) => sum + text.length, 0);
    heard.mockRestore();

    expect(problems).toEqual([
      ['a.ts', 'prints without end'],
      ['b.ts', 'prints without end'],
      ['prints', 'prints without end'],
      ['quiet', ''],
    ]);
    expect(written).toBeLessThan(4_000_000);
  });

  it('is refused whole where its rules are to run here', async () => {
    file('exiting/a.ts', 'process.exit(0);');
    await expect(assertLoadable(`${folder}/exiting`)).rejects.toThrow(/a\.ts: ends the program: process\.exit\(0\)$/);
  });
});

describe('check', () => {
  it('ends with 1 when one file does harm, with 2 when no file can be used', async () => {
    const partly = await trailkeeper('check', '--rules', `${folder}/harm`, '--format', 'json');
    const wholly = await trailkeeper('check', '--rules', `${folder}/exiting`);

    expect([partly.code, (JSON.parse(partly.out) as { rules: number }).rules]).toEqual([1, 6]);
    expect([wholly.code, wholly.err]).toEqual([2, expect.stringContaining('a.ts: ends the program')]);
  });

  it('keeps what rules print out of its document', async () => {
    file('printing/a.ts', `${good('loud')}\nconsole.log('hello');`);
    const { out, err, code } = await trailkeeper('check', '--rules', `${folder}/printing`);
    expect([code, out]).toEqual([0, '1 rule, 2 examples: all as they should be\n']);
    expect(err).toBe('hello\n');
  });
});
