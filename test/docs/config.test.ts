import { describe, expect, it, onTestFinished } from 'vitest';
import { awsReadingAddress } from '../support/aws-cli.ts';
import { blocksOf, commandsOf, DocsShell } from '../support/docs.ts';
import { testFolder } from '../support/folder.ts';
import { running } from '../support/running.ts';

const { folder } = testFolder();

describe.skipIf(!awsReadingAddress)('the page about AWS Config', () => {
  it('shows what its commands print', async () => {
    const up = await running('up', '--memory', '--port', '0', '--no-apply', '--test-hooks');
    onTestFinished(() => up.kill());
    const shell = new DocsShell(folder, {
      AWS_ENDPOINT_URL: up.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_PAGER: '',
    });

    const shown = blocksOf('docs/config.md')
      .filter(({ kind }) => kind === 'console')
      .flatMap(commandsOf);

    expect(shown.length).toBeGreaterThan(10);
    for (const { command, output } of shown) {
      expect({ command, ...shell.run(command) }).toEqual({ command, output, code: 0 });
    }
  }, 240_000);
});
