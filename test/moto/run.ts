// Runs moto's own tests against the engine: `node test/moto/run.ts CHECKOUT [service...]`, where CHECKOUT is moto's source at the version
// that is installed for `python3` (with pytest and freezegun). Each service three times: as its tests are, with what they send corrected,
// and with what they expect corrected too (`corrections/`). Scores the tests of `lists/`: those that need only services the engine has and
// that reach the wire; `outside/` has the others with the reason, `exceptions/` those that fail for good. Exits with 1 where a test fails
// without an exception, or these files and the checkout disagree. Not part of `npm test`.
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEngine } from '../../engine/index.ts';
import { type Correction, correct, type Kind, readCorrections } from './corrections.ts';

interface Outcome {
  readonly id: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly message: string;
}

const RUNS: readonly { readonly name: string; readonly kinds: readonly Kind[] }[] = [
  { name: 'as they are', kinds: [] },
  { name: 'inputs corrected', kinds: ['input'] },
  { name: 'expectations corrected too', kinds: ['input', 'expectation'] },
];

const here = import.meta.dirname;
const [checkout, ...wanted] = process.argv.slice(2);
if (!checkout || !existsSync(path.join(checkout, 'tests'))) {
  console.error('usage: node test/moto/run.ts CHECKOUT_OF_MOTO [service...]');
  process.exit(2);
}
const listed = readdirSync(path.join(here, 'lists')).map((file) => path.basename(file, '.txt'));
for (const service of wanted.length > 0 ? wanted : listed) await score(service);

async function score(service: string): Promise<void> {
  const ids = new Set(lines('lists', service).keys());
  const outside = lines('outside', service);
  const excepted = lines('exceptions', service);
  const corrections = read('corrections', `${service}.yaml`, readCorrections) ?? [];
  console.log(`${service}: ${ids.size} tests, ${outside.size} more outside`);
  let last = new Map<string, Outcome>();
  for (const { name, kinds } of RUNS) {
    const outcomes = await runSuite(
      service,
      corrections.filter(({ kind }) => kinds.includes(kind)),
    );
    last = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
    const passed = [...ids].filter((id) => last.get(id)?.outcome === 'passed').length;
    console.log(`  ${name}: ${passed} pass (${((100 * passed) / ids.size).toFixed(1)} %)`);
  }
  for (const id of ids) {
    const { outcome, message } = last.get(id) ?? { outcome: 'stale', message: 'listed, but no test of the checkout' };
    const reason = excepted.get(id);
    if (outcome === 'passed' && reason) complain(`${id}: stale: passes, though excepted: ${reason}`);
    if (outcome !== 'passed' && reason) console.log(`  ${id}: excepted: ${reason}`);
    if (outcome !== 'passed' && !reason) complain(`${id}: ${outcome}: ${message.split('\n')[0]}`);
  }
  for (const id of [...excepted.keys()].filter((id) => !ids.has(id)))
    complain(`${id}: stale: excepted, but not listed`);
  for (const id of [...outside.keys()].filter((id) => !last.has(id)))
    complain(`${id}: stale: outside, but no test of the checkout`);
  for (const id of [...last.keys()].filter((id) => !ids.has(id) && !outside.has(id)))
    complain(`${id}: neither listed nor outside`);
}

function complain(what: string): void {
  process.exitCode = 1;
  console.log(`  ${what}`);
}

/** The ids in a file of ours, with what stands behind each: why it fails for good, or why it is outside. */
function lines(folder: string, service: string): Map<string, string> {
  const text = read(folder, `${service}.txt`, (content) => content) ?? '';
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t') as [string, string]),
  );
}

function read<T>(folder: string, name: string, as: (text: string, name: string) => T): T | undefined {
  const file = path.join(here, folder, name);
  return existsSync(file) ? as(readFileSync(file, 'utf8'), path.join(folder, name)) : undefined;
}

async function runSuite(service: string, corrections: readonly Correction[]): Promise<Outcome[]> {
  const engine = await startEngine({ testHooks: true, page: false });
  const work = mkdtempSync(path.join(tmpdir(), 'trailkeeper-moto-'));
  const report = path.join(work, 'report.jsonl');
  const folder = `tests/test_${service}`;
  try {
    copy(work, folder, corrections);
    const pytest = spawn(
      'python3',
      [
        '-m',
        'pytest',
        folder,
        `--ignore=${folder}/test_server.py`,
        '-p',
        'engine_plugin',
        '-q',
        '-p',
        'no:cacheprovider',
      ],
      {
        cwd: work,
        stdio: 'ignore',
        env: {
          ...process.env,
          PYTHONPATH: [here, process.env.PYTHONPATH].filter(Boolean).join(path.delimiter),
          PYTHONDONTWRITEBYTECODE: '1',
          TEST_SERVER_MODE: 'true',
          TEST_SERVER_MODE_ENDPOINT: engine.url,
          ENGINE_REPORT: report,
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
          AWS_DEFAULT_REGION: 'us-east-1',
        },
      },
    );
    await new Promise((resolve) => pytest.once('close', resolve));
    if (!existsSync(report))
      throw new Error('pytest ran nothing: are pytest, boto3 and freezegun installed for python3?');
    return readFileSync(report, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Outcome);
  } finally {
    await engine.close();
    rmSync(work, { recursive: true });
  }
}

/** Makes `to` a checkout of moto whose tests in `folder` are corrected; all else of it is the checkout's own. */
function copy(to: string, folder: string, corrections: readonly Correction[]): void {
  for (const name of readdirSync(checkout!))
    if (name !== 'tests') symlinkSync(path.resolve(checkout!, name), path.join(to, name));
  mkdirSync(path.join(to, 'tests'));
  for (const { name } of readdirSync(path.join(checkout!, 'tests'), { withFileTypes: true })) {
    const from = path.resolve(checkout!, 'tests', name);
    if (name.endsWith('.py') || `tests/${name}` === folder)
      cpSync(from, path.join(to, 'tests', name), { recursive: true });
    else symlinkSync(from, path.join(to, 'tests', name));
  }
  for (const file of new Set(corrections.map(({ file }) => file))) {
    const at = path.join(to, folder, file);
    writeFileSync(at, correct(readFileSync(at, 'utf8'), file, corrections));
  }
}
