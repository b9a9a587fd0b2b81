// Makes the plan with every setting at moto's server, twice, and prints what moto does not make: `node test/moto/apply.ts CHECKOUT`, where
// CHECKOUT is moto's source with what its server needs installed for `python3`. Not part of `npm test`.
import { spawn } from 'node:child_process';
import { builtFor } from '../../cli/built.ts';
import { apply } from '../../infra/apply/index.ts';
import { plan } from '../../infra/plan.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { everySetting } from '../infra/sst/settings.ts';

const PORT = 5600;
const endpoint = `http://127.0.0.1:${PORT}`;
const [checkout] = process.argv.slice(2);
if (!checkout) {
  console.error('usage: node test/moto/apply.ts CHECKOUT_OF_MOTO');
  process.exit(2);
}
const PYTHONPATH = [checkout, process.env.PYTHONPATH].filter(Boolean).join(':');
const server = spawn('python3', ['-m', 'moto.server', '-p', String(PORT)], {
  cwd: checkout,
  stdio: 'ignore',
  env: { ...process.env, PYTHONPATH },
});
try {
  await answering();
  const resources = plan(catalogue, everySetting);
  const built = await builtFor(resources);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  for (const time of ['first', 'second']) {
    const refused: string[] = [];
    await apply(resources, {
      endpoint,
      region: everySetting.homeRegion,
      credentials,
      ...built,
      refused: ({ message }) => refused.push(message),
    });
    console.log(`${time} time: ${resources.length - refused.length} of ${resources.length} resources`);
    for (const each of refused) console.log(`  ${each}`);
  }
} finally {
  server.kill();
}

async function answering(): Promise<void> {
  const until = performance.now() + 30_000;
  for (;;) {
    const found = await fetch(`${endpoint}/moto-api/`).catch(() => undefined);
    if (found?.ok) return;
    if (performance.now() > until)
      throw new Error("moto's server does not answer: are flask and werkzeug installed for python3?");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
