import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Settings } from '../../../infra/settings.ts';
import { quietSst, root } from './platform.ts';

const standIn = fileURLToPath(new URL('pulumi.ts', import.meta.url));

/** What an SST command needs of a checkout. */
const PARTS = [
  'account',
  'core',
  'functions',
  'infra',
  'node_modules',
  'reports',
  'rules',
  'package.json',
  'tsconfig.json',
];

/** One resource a program registered, as Pulumi's provider would get it. */
export interface RegisteredResource {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What other resources see of it. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * The checkout as an SST project of its own, in a temporary folder, so that what SST writes down stays out of the checkout.
 * @param sst the `.sst` folder of `sstPlatform`
 * @param settings other settings than those of the checkout's `trailkeeper.config.ts`
 */
export function sstProject(sst: string, settings?: Settings) {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailkeeper-sst-'));
  for (const part of PARTS) symlinkSync(path.join(root, part), path.join(folder, part));
  copyFileSync(path.join(root, 'sst.config.ts'), path.join(folder, 'sst.config.ts'));
  const own = readFileSync(path.join(root, 'trailkeeper.config.ts'), 'utf8');
  writeFileSync(path.join(folder, 'trailkeeper.config.ts'), settings ? configOf(settings) : own);
  mkdirSync(path.join(folder, '.sst'));
  symlinkSync(path.join(sst, 'platform'), path.join(folder, '.sst/platform'));
  copyFileSync(path.join(sst, 'provider-lock.json'), path.join(folder, '.sst/provider-lock.json'));
  const home = path.join(folder, 'home');
  installStandIn(path.join(home, 'sst/bin'));
  const registered = path.join(folder, 'registered.json');
  return {
    folder,
    environment: { ...quietSst, XDG_CONFIG_HOME: home, TRAILKEEPER_REGISTERED: registered },
    /** What the last command's program registered. */
    registered: () => JSON.parse(readFileSync(registered, 'utf8')) as RegisteredResource[],
    /** What SST built of each function, as Lambda takes it: by the component's name, `ConfigRule`. Its handler is `bundle.handler`. */
    bundles: () =>
      new Map(
        readdirSync(path.join(folder, '.sst/artifacts'))
          .filter((name) => !name.endsWith('-src'))
          .map((name) => [name, new Uint8Array(readFileSync(path.join(folder, '.sst/artifacts', name, 'code.zip')))]),
      ),
  };
}

const configOf = (settings: Settings): string =>
  `import { defineSettings } from './infra/settings.ts';\nexport default defineSettings(${JSON.stringify(settings)});\n`;

/** `pulumi` where SST looks for it. */
function installStandIn(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'pulumi');
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${standIn}' "$@"\n`);
  chmodSync(file, 0o755);
}
