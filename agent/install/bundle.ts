import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AgentError } from '../errors.ts';

/** The name of the one file the agent is on a host. */
export const BUNDLE = 'agent.cjs';

/**
 * Builds the agent with all it needs into one file. It runs on Node 20 and later; reading the old agent's SQLite state needs 24.
 * esbuild is a development dependency: elsewhere the bundle has been built.
 */
export async function bundleAgent(): Promise<Uint8Array> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../cli/agent-main.ts', import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    keepNames: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node20',
    external: ['esbuild'],
    logLevel: 'error',
    format: 'cjs',
    define: { 'import.meta.url': '__bundleUrl' },
    banner: { js: 'const __bundleUrl=require("node:url").pathToFileURL(__filename).href;' },
  });
  return outputFiles[0]!.contents;
}

/**
 * The bundle: this process's own file, the one in the package, or one built now.
 * @throws AgentError where there is none and none can be built
 */
export async function loadBundle(): Promise<Uint8Array> {
  const running = process.argv[1];
  if (running && path.basename(running) === BUNDLE) return readFileSync(running);
  const published = fileURLToPath(new URL(`../${BUNDLE}`, import.meta.url));
  if (existsSync(published)) return readFileSync(published);
  try {
    return await bundleAgent();
  } catch (error) {
    throw new AgentError(`the agent's bundle is not in this package and cannot be built: ${(error as Error).message}`);
  }
}
