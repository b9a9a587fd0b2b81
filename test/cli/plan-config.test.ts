import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { trailkeeper } from '../support/cli.ts';
import { testFolder } from '../support/folder.ts';

const { folder, file } = testFolder();

const planned = async (name: string, ...flags: string[]) =>
  trailkeeper('plan', '--json', '--config', `${folder}/${name}`, ...flags);

// Under the test runner modules are found its way: there the settings' module has no name.
const module = JSON.stringify(fileURLToPath(new URL('../../infra/settings.ts', import.meta.url)));

const settings = (text: string) =>
  `import { defineSettings } from ${module};\nexport default defineSettings(${text});\n`;

describe('plan --config', () => {
  it('plans by the file, wherever it lies; flags go before it', async () => {
    file('home.ts', settings("{ homeRegion: 'ap-northeast-2', emails: ['a@example.com'], language: 'ko' }"));
    const { out, err, code } = await planned('home.ts', '--notify', 'b@example.com');
    expect([err, code]).toEqual(['', 0]);
    expect(JSON.parse(out).settings).toMatchObject({
      homeRegion: 'ap-northeast-2',
      emails: ['b@example.com'],
      language: 'ko',
    });
  });

  it('takes a plain object, too', async () => {
    file('plain.ts', "export default { homeRegion: 'eu-west-1' };\n");
    const { out } = await planned('plain.ts');
    expect(JSON.parse(out).settings.homeRegion).toBe('eu-west-1');
  });

  it.each([
    [
      'unknown.ts',
      settings("{ emial: ['a@example.com'] }"),
      /unknown\.ts: settings: emial is no setting; did you mean emails\?\n$/,
    ],
    ['plain-unknown.ts', 'export default { regoins: [] };\n', /regoins is no setting; did you mean regions\?\n$/],
    ['throws.ts', "throw new Error('no luck');\n", /--config: .*throws\.ts cannot be read: no luck\n$/],
    ['empty.ts', 'export const other = 1;\n', /--config: .*empty\.ts exports no settings by default\n$/],
    ['rule.ts', settings("{ rules: { 'iam-user-make': false } }"), /rules\.iam-user-make is no rule/],
  ])('refuses %s in one line, naming what is at fault', async (name, text, message) => {
    file(name, text);
    const { out, err, code } = await planned(name);
    expect([out, code]).toEqual(['', 2]);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('refuses a file that is not there', async () => {
    const { err, code } = await planned('missing.ts');
    expect(err).toMatch(/^trailkeeper: --config: .*missing\.ts: no such file\n$/);
    expect(code).toBe(2);
  });
});
