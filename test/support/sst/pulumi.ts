/**
 * Stands in for Pulumi's engine, which cannot be had without GitHub: SST runs it as `pulumi`. It runs the very program SST built, under
 * Pulumi's own mocks, and tells SST that each resource was made. Nothing is made, and nothing is checked as AWS would. The resources
 * registered go to the file of `TRAILKEEPER_REGISTERED`.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mocks, type Pulumi } from './mocks.ts';

const [command, ...args] = process.argv.slice(2);
const backend = process.env.PULUMI_BACKEND_URL ? fileURLToPath(process.env.PULUMI_BACKEND_URL) : '';

if (command === 'version') console.log('v3.215.0');
else if (command === 'stack') writeState(args.at(-1)!, []);
else if (command === 'preview' || command === 'up') await run(command === 'preview');
else if (command === 'destroy') destroy();
else throw new Error(`the stand-in for Pulumi has no ${command}`);

function option(name: string): string {
  const value = args[args.indexOf(name) + 1];
  if (!args.includes(name) || value === undefined) throw new Error(`SST gave no ${name}`);
  return value;
}

/** The state as Pulumi keeps it: `organization/app/stage` in a file of the backend. */
function writeState(stack: string, resources: readonly object[]): void {
  const [, app = '', stage = ''] = stack.split('/');
  const file = path.join(backend, '.pulumi/stacks', app, `${stage}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  const manifest = { time: new Date().toISOString(), magic: '', version: 'v3.215.0' };
  const latest = { manifest, resources };
  writeFileSync(file, JSON.stringify({ version: 3, checkpoint: { stack, latest } }));
}

/** All is gone at once, but for what the program wanted kept, of which there is nothing to keep. */
function destroy(): void {
  writeState(option('--stack'), []);
  const summaryEvent = { maybeCorrupt: false, durationSeconds: 1, resourceChanges: { delete: 1 }, PolicyPacks: {} };
  const event = { sequence: 0, timestamp: Math.floor(Date.now() / 1000), summaryEvent };
  appendFileSync(option('--event-log'), `${JSON.stringify(event)}\n`);
}

async function run(preview: boolean): Promise<void> {
  const stack = option('--stack');
  const [, app = '', stage = ''] = stack.split('/');
  const main = /^main: (.+)$/m.exec(readFileSync(path.join(backend, 'Pulumi.yaml'), 'utf8'))![1]!;
  const pulumi = createRequire(main)('@pulumi/pulumi') as Pulumi;
  const registered: object[] = [];
  const state: object[] = [];
  let sequence = 0;
  const tell = (event: object) => {
    const line = JSON.stringify({ sequence: sequence++, timestamp: Math.floor(Date.now() / 1000), ...event });
    appendFileSync(option('--event-log'), `${line}\n`);
  };
  const mocked = mocks(({ type, name, custom = true }, inputs, outputs) => {
    registered.push({ type, name, custom, inputs, outputs });
    const urn = `urn:pulumi:${stage}::${app}::${type}::${name}`;
    const resource = { urn, type, custom, ...(custom && { id: name }), inputs, outputs };
    state.push(resource);
    const metadata = { op: 'create', urn, type, old: null, new: resource, logical: true, provider: '' };
    tell({ resourcePreEvent: { metadata, planning: preview } });
    tell({ resOutputsEvent: { metadata, planning: preview } });
  });
  await pulumi.runtime.setMocks(mocked, app, stage, preview);
  await pulumi.runtime.runInPulumiStack(
    async () => ((await import(pathToFileURL(main).href)) as { default: unknown }).default,
  );
  await pulumi.runtime.disconnect();
  const file = process.env.TRAILKEEPER_REGISTERED;
  if (file) writeFileSync(file, JSON.stringify(registered));
  if (!preview) writeState(stack, state);
  tell({
    summaryEvent: {
      maybeCorrupt: false,
      durationSeconds: 1,
      resourceChanges: { create: registered.length },
      PolicyPacks: {},
    },
  });
}
