// The host agent at full speed and at a steady pace, against a TLS endpoint in this process that reads and answers.
//   node test/bench/agent.bench.ts
// Beside it, in the same run, the floor: reading the same file and sending its bytes over TLS, with nothing done to them.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, createReadStream, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleAgent } from '../../agent/install/bundle.ts';
import { NODE_FLAGS } from '../../agent/install/unit.ts';

const LINES = 1_000_000;
const LENGTH = 150;
const SECONDS = 15;
const SETTLED_AFTER = 3;
const home = mkdtempSync(path.join(tmpdir(), 'agent-bench-'));
const at = (name: string) => path.join(home, name);

execFileSync(
  'openssl',
  [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
    ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', at('key.pem'), '-out', at('cert.pem')],
  ],
  { stdio: 'ignore' },
);
const endpoint = createServer(
  { key: readFileSync(at('key.pem')), cert: readFileSync(at('cert.pem')) },
  (incoming, answer) => {
    incoming.on('data', () => undefined);
    incoming.on('end', () => answer.setHeader('content-type', 'application/x-amz-json-1.1').end('{}'));
  },
);
await new Promise<void>((resolve) => endpoint.listen(0, resolve));
const address = endpoint.address();
if (typeof address !== 'object' || address === null) throw new Error('no address');
const url = `https://localhost:${address.port}`;

const line = (index: number, time: number): string =>
  `${new Date(time).toISOString()} INFO worker-${index % 16} request id=${index} path=/api/v1/items/${index % 9973} status=200 `
    .padEnd(LENGTH - 1, 'x')
    .slice(0, LENGTH - 1);
const begin = Date.now() - 3_600_000;
const out = openSync(at('app.log'), 'w');
for (let index = 0; index < LINES; index += 1000) {
  writeSync(out, Array.from({ length: 1000 }, (_, each) => `${line(index + each, begin + index + each)}\n`).join(''));
}
await writeFile(at('agent.cjs'), await bundleAgent());
const conf = (file: string, gzip: boolean) => `[general]
use_gzip_http_content_encoding = ${gzip}
[b]
file = ${at(file)}
log_group_name = g
log_stream_name = s
datetime_format = %Y-%m-%dT%H:%M:%S.%f%z
`;

interface Run {
  readonly seconds: number;
  readonly cpu: number;
  readonly megabytes: number;
  /** CPU seconds once it had started. */
  readonly steady: number;
}

/** Runs the agent to its end, or for so many ms; CPU and memory as the kernel tells them. */
function agent(name: string, file: string, gzip: boolean, forMs?: number): Promise<Run> {
  appendFileSync(at(`${name}.conf`), conf(file, gzip));
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_EC2_METADATA_DISABLED: 'true',
    NODE_EXTRA_CA_CERTS: at('cert.pem'),
    MALLOC_ARENA_MAX: '1',
  };
  const once = forMs === undefined ? ['--once'] : [];
  const args = [
    ...NODE_FLAGS,
    at('agent.cjs'),
    'agent',
    'run',
    '--config',
    at(`${name}.conf`),
    '--state',
    at(name),
    ...once,
  ];
  const started = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  let [cpu, megabytes, settled] = [0, 0, 0];
  const look = () => {
    try {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      cpu = Math.max(cpu, (Number(fields[11]) + Number(fields[12])) / 100);
      megabytes =
        Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? megabytes * 1024) /
        1024;
    } catch {
      // It has ended; what was seen last counts.
    }
  };
  const watch = setInterval(look, 20);
  setTimeout(() => {
    settled = cpu;
  }, SETTLED_AFTER * 1000).unref();
  if (forMs !== undefined) setTimeout(() => child.kill('SIGTERM'), forMs);
  return new Promise((resolve) => {
    child.once('exit', () => {
      clearInterval(watch);
      resolve({ seconds: (performance.now() - started) / 1000, cpu, megabytes, steady: cpu - settled });
    });
  });
}

function floor(): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', ca: readFileSync(at('cert.pem')) }, (answer) => {
      answer.resume().once('end', () => resolve((performance.now() - started) / 1000));
    });
    sent.once('error', reject);
    createReadStream(at('app.log'), { highWaterMark: 1 << 20 }).pipe(sent);
  });
}

const tell = (name: string, { seconds, cpu, megabytes }: Run) =>
  console.log(
    `${name.padEnd(28)} ${Math.round(LINES / seconds / 1000)} k lines/s, ${cpu.toFixed(2)} CPU s, peak ${megabytes.toFixed(0)} MB`,
  );
const base = await floor();
console.log(`${'floor: file to TLS'.padEnd(28)} ${Math.round(LINES / base / 1000)} k lines/s`);
for (const time of [1, 2, 3]) {
  const run = await agent(`full-${time}`, 'app.log', false);
  tell(`full speed, timestamps, ${time}`, run);
  console.log(
    `${''.padEnd(28)} ${(run.seconds / base).toFixed(1)} times the floor, start and end of the process included`,
  );
}
tell('full speed, gzip', await agent('gzip', 'app.log', true));

writeSync(openSync(at('steady.log'), 'w'), '');
const steady = agent('steady', 'steady.log', false, SECONDS * 1000);
const writer = setInterval(() => {
  const now = Date.now();
  appendFileSync(at('steady.log'), Array.from({ length: 200 }, (_, each) => `${line(each, now)}\n`).join(''));
}, 100);
const run = await steady;
clearInterval(writer);
const share = (100 * run.steady) / (SECONDS - SETTLED_AFTER);
console.log(
  `${'steady 2,000 lines/s'.padEnd(28)} ${share.toFixed(2)} % of a core, peak ${run.megabytes.toFixed(0)} MB`,
);
endpoint.close();
endpoint.closeAllConnections();
rmSync(home, { recursive: true });
