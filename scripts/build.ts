// Builds what is published: JavaScript and types under dist/, and the handlers of functions/ as zips. In a checkout nothing
// needs this; Node runs the sources.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLE, bundleAgent } from '../agent/install/bundle.ts';
import { bundleHandlers } from '../functions/bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
execFileSync(path.join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });

// Read by name when a service gets its first request, so the compiler does not see them.
const tables = 'engine/http/constraints';
cpSync(path.join(root, tables), path.join(dist, tables), {
  recursive: true,
  filter: (source) => !source.endsWith('.ts'),
});

const bundles = path.join(dist, 'functions', 'bundles');
mkdirSync(bundles, { recursive: true });
for (const [name, { zip }] of await bundleHandlers()) {
  writeFileSync(path.join(bundles, `${name}.zip`), zip);
  console.log(`functions/${name}: ${(zip.byteLength / 1024).toFixed(0)} KB`);
}

const agent = await bundleAgent();
writeFileSync(path.join(dist, 'agent', BUNDLE), agent);
console.log(`agent: ${(agent.byteLength / 1024).toFixed(0)} KB`);
