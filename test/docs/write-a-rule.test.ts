import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateWeek } from '../../samples/index.ts';
import { blocksOf, commandsOf, DocsShell } from '../support/docs.ts';
import { testFolder } from '../support/folder.ts';
import { type Running, running } from '../support/running.ts';

const PAGE = 'docs/write-a-rule.md';
const ENGINE = 'http://127.0.0.1:4566';
const { folder, file } = testFolder();
const shell = new DocsShell(folder);
const blocks = blocksOf(PAGE);
const rules = blocks.filter(({ kind }) => kind === 'ts');

describe(`what ${PAGE} shows`, () => {
  let up: Running;

  beforeAll(async () => {
    const { items } = generateWeek({ seed: 'trailkeeper', end: Date.UTC(2026, 10, 20) });
    file('items.json', JSON.stringify(items));
    for (const { info, text } of rules) file(info, `${text}\n`);
    up = await running('up', '--memory', '--no-apply', '--port', '0');
    shell.run(`trailkeeper import items.json --endpoint ${up.url}`);
  });

  afterAll(() => up?.kill());

  it('has a rule of fewer than 25 lines', () => {
    expect(rules.map(({ text }) => text.split('\n').length < 25)).toEqual([true]);
  });

  it.each(
    blocks
      .filter(({ kind }) => kind === 'console')
      .flatMap(commandsOf)
      .map((shown) => [shown.command, shown.output]),
  )('prints what it says: %s', (command, output) => {
    expect(shell.run(command.replace(ENGINE, up.url))).toEqual({ output, code: 0 });
  });
});
