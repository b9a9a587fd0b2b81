import { describe, expect, it } from 'vitest';
import { blocksOf, commandsOf, DocsShell } from '../support/docs.ts';
import { testFolder } from '../support/folder.ts';

const { folder, file } = testFolder();
const blocks = blocksOf('docs/history.md');

describe('what docs/history.md shows', () => {
  for (const { kind, info, text } of blocks) if (kind === 'json') file(info, text);
  const shell = new DocsShell(folder);

  it.each(blocks.filter(({ kind }) => kind === 'console').map((block) => [block.line, block] as const))(
    'is printed, as said at line %i',
    (_, block) => {
      for (const { command, output } of commandsOf(block)) {
        expect(shell.run(command)).toEqual({ output: output.trimEnd(), code: 0 });
      }
    },
  );

  it('prints the policy that is promised', () => {
    expect(shell.run('npx trailkeeper collect --policy').output).toContain('"s3:ListAllMyBuckets"');
  });
});
