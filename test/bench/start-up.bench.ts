// How long until the engine says `ready`, beside a Node process that does nothing and one that loads the SDK's clients the plan is
// applied with: medians of whole processes, taken in turn.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/trailkeeper.mjs', import.meta.url));
const clients = fileURLToPath(new URL('../../infra/apply/clients.ts', import.meta.url));
const ROUNDS = 7;

/** ms until a process prints a line that begins with `ready`. */
function untilReady(args: readonly string[]): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (!/^ready/m.test(chunk.toString())) return;
      resolve(performance.now() - began);
      child.kill('SIGKILL');
    });
    child.once('error', reject);
    child.once('exit', (code) => code && reject(new Error(`ended with ${code}`)));
  });
}

const subjects = {
  'bare Node': ['-e', 'console.log("ready"); setInterval(() => {}, 1000)'],
  'loading the SDK clients': ['-e', `import(${JSON.stringify(clients)}).then(() => console.log("ready"))`],
  'engine alone': [bin, 'up', '--memory', '--port', '0', '--no-apply'],
  'engine, plan applied': [bin, 'up', '--memory', '--port', '0'],
};

const times = new Map<string, number[]>();
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, args] of Object.entries(subjects)) {
    const took = await untilReady(args);
    if (round > 0) times.set(name, [...(times.get(name) ?? []), took]);
  }
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const floor = median(times.get('bare Node')!);
for (const [name, values] of times) {
  const own = median(values);
  console.log(`${name.padEnd(26)} ${(own / floor).toFixed(1).padStart(6)} x bare Node   (${own.toFixed(0)} ms)`);
}
