import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../support/folder.ts';

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const { file } = testFolder();

describe('a reader that goes away', () => {
  it('ends the command without a word', async () => {
    const log = file('long.log', 'a line with ERROR in it\n'.repeat(200_000));
    const child = spawn(process.execPath, [main, 'test', 'filter-pattern', 'ERROR', log, '--explain']);
    let err = '';
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = await once(child, 'close');
    expect([err, code]).toEqual(['', 0]);
  });
});
