import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the published package has the handlers' zips: `dist/functions/bundles/<name>.zip`, beside this file. */
const prebuilt = fileURLToPath(new URL('bundles/', import.meta.url));

/**
 * The zip of each of these handlers, by name, all without `names`: as built for the published package, or, in a checkout, built now from the sources.
 * Its Lambda handler is `index.handler`.
 */
export async function loadBundles(names?: readonly string[]): Promise<Map<string, Uint8Array>> {
  if (existsSync(prebuilt)) return readBundles(prebuilt);
  const { bundleHandlers } = await import('./bundle.ts');
  return new Map([...(await bundleHandlers(names))].map(([name, { zip }]) => [name, zip]));
}

const readBundles = (folder: string): Map<string, Uint8Array> =>
  new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.zip'))
      .map((file) => [path.basename(file, '.zip'), readFileSync(path.join(folder, file))]),
  );
