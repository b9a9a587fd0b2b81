import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundleHandlers, handlerNames } from '../../functions/bundle.ts';
import { loadBundles } from '../../functions/bundles.ts';

describe('the bundles of the handlers', () => {
  it('are one for each file that is a handler', async () => {
    const bundles = await loadBundles();

    expect(handlerNames()).toEqual(expect.arrayContaining(['alarm', 'alert']));
    expect([...bundles.keys()].sort()).toEqual(handlerNames());
  });

  it('hold one module each and are under 1 MB', async () => {
    for (const [name, zip] of await loadBundles()) {
      expect(Object.keys(unzipSync(zip)), name).toEqual(['index.mjs']);
      expect(zip.byteLength, name).toBeLessThan(1_000_000);
    }
  });

  it('are the same bytes from the same sources', async () => {
    const first = await bundleHandlers(['alert']);
    const second = await bundleHandlers(['alert']);

    expect(Buffer.from(first.get('alert')!.zip).equals(second.get('alert')!.zip)).toBe(true);
  });

  it('run where there is nothing but Node', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bundle-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));

    for (const [name, { zip }] of await bundleHandlers()) {
      const file = path.join(folder, `${name}.mjs`);
      writeFileSync(file, unzipSync(zip)['index.mjs']!);
      const script = `import(${JSON.stringify(file)}).then(({ handler }) => console.log(typeof handler))`;
      const env = { IDEMPOTENCY_TABLE: 't', AWS_REGION: 'us-east-1' };
      expect(execFileSync(process.execPath, ['-e', script], { env, cwd: folder }).toString(), name).toBe('function\n');
    }
  });
});
