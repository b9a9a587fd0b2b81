import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { trailkeeper } from '../support/cli.ts';
import { testFolder } from '../support/folder.ts';

const { folder, file } = testFolder();

describe('plan', () => {
  it('lists the resources by region', async () => {
    const { out, err, code } = await trailkeeper('plan', '--region', 'ap-northeast-2');
    expect([err, code]).toEqual(['', 0]);
    expect(out).toMatch(/^ap-northeast-2: \d+ resources\n/m);
    expect(out).toMatch(/^us-east-1: \d+ resources\n/m);
  });

  it('prints one JSON document with --json', async () => {
    const { out, err, code } = await trailkeeper('plan', '--json', '--notify', 'a@example.com', 'b@example.com');
    const { settings, resources } = JSON.parse(out);
    expect(settings.emails).toEqual(['a@example.com', 'b@example.com']);
    expect(resources.length).toBeGreaterThan(20);
    expect([err, code]).toEqual(['', 0]);
  });
});

// Under the test runner modules are found its way: there the kit has no name.
const kit = JSON.stringify(fileURLToPath(new URL('../../rules/kit/index.ts', import.meta.url)));

const rule = (quiet: string) => `
  import { apiCall, defineAlert, record } from ${kit};
  export default defineAlert({
    id: 'user-created', title: { en: 'User created', ko: '사용자' }, severity: 'medium',
    on: apiCall('iam.amazonaws.com', 'CreateUser').succeeded(),
    about: ({ request }) => request.userName,
    why: { en: 'Because.', ko: '그래서.' }, respond: { en: ['Ask.'], ko: ['묻는다.'] }, controls: [],
    fires: [record('CreateUser')], quiet: [${quiet}],
  });`;

describe('check', () => {
  it('ends with 0 when every rule does what its examples say', async () => {
    const { out, err, code } = await trailkeeper('check');
    expect(out).toMatch(/\d+ rules, \d+ examples: all as they should be\n$/);
    expect([err, code]).toEqual(['', 0]);
  });

  it('ends with 1 when an example comes out wrong, and says which clause decided', async () => {
    file('failing/rule.ts', rule("record('CreateUser')"));
    const { out, err, code } = await trailkeeper('check', '--rules', `${folder}/failing`);
    expect(out).toContain('failing/rule.ts: example 1 of `quiet` fires');
    expect([err, code]).toEqual(['', 1]);
  });

  it.each(['json', 'sarif'])('prints one document with --format %s', async (format) => {
    file('passing/rule.ts', rule("record('DeleteUser')"));
    const { out, err, code } = await trailkeeper('check', '--rules', `${folder}/passing`, '--format', format);
    expect(() => JSON.parse(out)).not.toThrow();
    expect([err, code]).toEqual(['', 0]);
  });

  it('prints XML with --format junit', async () => {
    const { out } = await trailkeeper('check', '--format', 'junit');
    expect(out).toMatch(/^<\?xml version="1.0"[\s\S]*<\/testsuites>\n$/);
  });
});
