// Runs moto's own tests against the engine: `node test/moto/run.ts CHECKOUT [service...]`, where CHECKOUT is moto's source at the version
// that is installed for `python3` (with pytest and freezegun). Scores the tests of `lists/`: those that need only services the engine has
// and that reach the wire. Not part of `npm test`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEngine } from '../../engine/index.ts';

interface Outcome {
  readonly id: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly message: string;
}

const here = import.meta.dirname;
const [checkout, ...wanted] = process.argv.slice(2);
if (!checkout || !existsSync(path.join(checkout, 'tests'))) {
  console.error('usage: node test/moto/run.ts CHECKOUT_OF_MOTO [service...]');
  process.exit(2);
}
const listed = readdirSync(path.join(here, 'lists')).map((file) => path.basename(file, '.txt'));

for (const service of wanted.length > 0 ? wanted : listed) {
  const ids = new Set(
    readFileSync(path.join(here, 'lists', `${service}.txt`), 'utf8')
      .trim()
      .split('\n'),
  );
  const excepted = exceptions(service);
  const outcomes = (await runSuite(service)).filter(({ id }) => ids.has(id));
  const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
  const passed = outcomes.filter(({ outcome }) => outcome === 'passed').length;
  const aside = failed.filter(({ id }) => excepted.has(id)).length;
  const share = ((100 * passed) / ids.size).toFixed(1);
  console.log(`${service}: ${passed} of ${ids.size} pass (${share} %), ${aside} of the others are excepted`);
  for (const { id, message } of failed) {
    const name = id.replace(/^tests\/test_\w+\//, '');
    console.log(`  ${name}: ${excepted.get(id) ?? message.split('\n')[0]}`);
  }
}

/** Tests that fail because moto differs from AWS, with how; or because what they need is not built, with what. */
function exceptions(service: string): Map<string, string> {
  const file = path.join(here, 'exceptions', `${service}.txt`);
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return new Map(lines.map((line) => [line.split('\t')[0]!, `excepted: ${line.split('\t')[1]}`]));
}

async function runSuite(service: string): Promise<Outcome[]> {
  const engine = await startEngine({ testHooks: true, page: false });
  const report = path.join(mkdtempSync(path.join(tmpdir(), 'trailkeeper-moto-')), 'report.jsonl');
  const folder = `tests/test_${service}`;
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
      cwd: checkout,
      stdio: 'ignore',
      env: {
        ...process.env,
        PYTHONPATH: [here, process.env.PYTHONPATH].filter(Boolean).join(path.delimiter),
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
  await engine.close();
  if (!existsSync(report))
    throw new Error('pytest ran nothing: are pytest, boto3 and freezegun installed for python3?');
  return readFileSync(report, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome);
}
