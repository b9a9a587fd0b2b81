import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { zipSync } from 'fflate';

/** A handler as Lambda takes it. */
export interface Bundle {
  readonly zip: Uint8Array;
  readonly handler: 'index.handler';
}

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Files of this folder that are no handlers. */
const tools = new Set(['bundle.ts', 'bundles.ts']);

/** The names of the handlers: a file of this folder each. */
export const handlerNames = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !tools.has(file))
    .map((file) => path.basename(file, '.ts'))
    .sort();

/**
 * Builds each handler with all it needs, the SDK included, into one ES module and zips that: the same sources give the same
 * bytes. One build for all, which reads what they share once. Needs esbuild, so it runs in a checkout only; elsewhere `loadBundles`
 * has them built.
 */
export async function bundleHandlers(names: readonly string[] = handlerNames()): Promise<Map<string, Bundle>> {
  const { outputFiles } = await build({
    entryPoints: names.map((name) => path.join(folder, `${name}.ts`)),
    absWorkingDir: folder,
    outdir: folder,
    bundle: true,
    write: false,
    minify: true,
    // Names in error messages and logs stay readable.
    keepNames: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': path.join(folder, 'shared/credentials.ts') },
    // CommonJS packages among the dependencies call require.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  return new Map(
    outputFiles.map(({ path: file, contents }) => [
      path.basename(file, '.js'),
      { zip: zipped({ 'index.mjs': contents }), handler: 'index.handler' },
    ]),
  );
}

/** ZIP has no time zone and begins in 1980: its first moment there, wherever this runs. */
const EPOCH = new Date(1980, 0, 1);

function zipped(files: Record<string, Uint8Array>): Uint8Array {
  const entries = Object.entries(files).map(([name, bytes]) => [name, [bytes, { mtime: EPOCH, level: 9 as const }]]);
  return zipSync(Object.fromEntries(entries));
}
