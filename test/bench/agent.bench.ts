// The host agent at full speed and at a steady pace, against a TLS endpoint in this process that reads and answers.
//   node test/bench/agent.bench.ts
// Beside it, in the same run, the floor: reading the same file and sending its bytes over TLS, with nothing done to them; and, with
// FLUENT_BIT=path, a Fluent Bit tuned for speed that parses the same timestamps.
import {
  appendFileSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleAgent } from '../../agent/install/bundle.ts';
import { NODE_ENVIRONMENT, NODE_FLAGS } from '../../agent/install/unit.ts';
import { tlsEndpoint } from '../support/tls-endpoint.ts';
import { fluentBit } from './agent/fluent-bit.ts';
import { measured, type Taken } from './agent/measured.ts';

const LINES = 1_000_000;
const LENGTH = 150;
const TIMES = 3;
/** Of the steady pace; what comes before is starting. */
const SECONDS = 40;
const SETTLED_AFTER = 10;
const home = mkdtempSync(path.join(tmpdir(), 'agent-bench-'));
const at = (name: string) => path.join(home, name);
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const endpoint = await tlsEndpoint(home);

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

/** The agent as its unit starts it. */
async function agent(name: string, file: string, gzip: boolean, ...more: string[]) {
  await writeFile(at(`${name}.conf`), conf(file, gzip));
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_EC2_METADATA_DISABLED: 'true',
    NODE_EXTRA_CA_CERTS: endpoint.certificate,
    ...NODE_ENVIRONMENT,
  };
  const command = [at('agent.cjs'), 'agent', 'run', '--config', at(`${name}.conf`), '--state', at(name), ...more];
  return measured(process.execPath, [...NODE_FLAGS, ...command], env);
}

function floor(): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(endpoint.url, { method: 'POST', ca: readFileSync(endpoint.certificate) }, (answer) => {
      answer.resume().once('end', () => resolve((performance.now() - started) / 1000));
    });
    sent.once('error', reject);
    createReadStream(at('app.log'), { highWaterMark: 1 << 20 }).pipe(sent);
  });
}

const tell = (name: string, { seconds, cpu, megabytes }: Taken) =>
  console.log(
    `${name.padEnd(28)} ${Math.round(LINES / seconds / 1000)} k lines/s, ${cpu.toFixed(2)} CPU s, peak ${megabytes.toFixed(0)} MB`,
  );
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

const base = await floor();
console.log(`${'floor: file to TLS'.padEnd(28)} ${Math.round(LINES / base / 1000)} k lines/s`);
const program = process.env.FLUENT_BIT;
const [own, theirs]: [Taken[], Taken[]] = [[], []];
for (let time = 1; time <= TIMES; time += 1) {
  // Both from the start of the process to the last acknowledgement.
  const arrived = endpoint.events(LINES);
  const running = await agent(`full-${time}`, 'app.log', false, '--once');
  await arrived;
  const { seconds } = running.soFar();
  own.push({ ...(await running.end()), seconds });
  tell(`full speed, timestamps, ${time}`, own.at(-1)!);
  if (!program) continue;
  const folder = at(`fluent-bit-${time}`);
  mkdirSync(folder);
  theirs.push(await fluentBit(program, folder, at('app.log'), endpoint.port, endpoint.events(LINES)));
  tell(`Fluent Bit, timestamps, ${time}`, theirs.at(-1)!);
}
const seconds = median(own.map((each) => each.seconds));
console.log(`${''.padEnd(28)} ${(seconds / base).toFixed(1)} times the floor, the process's start included`);
if (program) {
  const [theirSeconds, cpu, theirCpu] = [
    median(theirs.map((each) => each.seconds)),
    median(own.map((each) => each.cpu)),
    median(theirs.map((each) => each.cpu)),
  ];
  const ratios = `${(theirSeconds / seconds).toFixed(2)} times the lines/s, ${(cpu / theirCpu).toFixed(2)} times the CPU`;
  console.log(`${'against Fluent Bit'.padEnd(28)} ${ratios} (medians)`);
}
tell('full speed, gzip', await (await agent('gzip', 'app.log', true, '--once')).end());

for (const gzip of [false, true]) {
  const file = `steady-${gzip}.log`;
  appendFileSync(at(file), '');
  const running = await agent(`steady-${gzip}`, file, gzip);
  const writer = setInterval(() => {
    const now = Date.now();
    appendFileSync(at(file), Array.from({ length: 200 }, (_, each) => `${line(each, now)}\n`).join(''));
  }, 100);
  await pause(SETTLED_AFTER);
  const before = running.soFar();
  await pause(SECONDS);
  const after = running.soFar();
  clearInterval(writer);
  await running.end('SIGTERM');
  const share = (100 * (after.cpu - before.cpu)) / (after.seconds - before.seconds);
  console.log(
    `${`steady 2,000 lines/s${gzip ? ', gzip' : ''}`.padEnd(28)} ${share.toFixed(2)} % of a core, peak ${after.megabytes.toFixed(0)} MB`,
  );
}
endpoint.close();
rmSync(home, { recursive: true });
