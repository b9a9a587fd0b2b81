/**
 * How long a replay takes, as a share of the floor: gunzip and JSON.parse of every line of the same file, in the same process. The whole
 * catalogue runs over the records; the second figure also counts the CIS filters.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readFilters, runReplay } from '../../replay/index.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { sharedData, sharedJson, sharedPath } from '../support/shared.ts';

const ROUNDS = 9;
const archive = sharedPath('cloudtrail/s3-ransomware-lab.ndjson.gz');

if (!sharedData) {
  console.log('replay: the shared data is not here, nothing measured');
} else {
  const controls = sharedJson<{ n: number; securityHub?: { pattern: string } }[]>('cis-metric-filters.json');
  const file = join(mkdtempSync(join(tmpdir(), 'replay-bench-')), 'filters.json');
  const asked = controls.flatMap(({ n, securityHub }) =>
    securityHub ? [{ id: String(n), pattern: securityHub.pattern }] : [],
  );
  writeFileSync(file, JSON.stringify(asked));
  const filters = readFilters(file);

  const times: Record<'floor' | 'replay' | 'filters', number[]> = { floor: [], replay: [], filters: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.floor.push(await timed(floor));
    times.replay.push(await timed(() => runReplay({ paths: [archive], rules: catalogue })));
    times.filters.push(await timed(() => runReplay({ paths: [archive], rules: catalogue, filters })));
  }
  const [low, replay, counted] = [times.floor, times.replay, times.filters].map(median) as [number, number, number];
  const line = (what: string, time: number) =>
    `${what.padEnd(46)} ${time.toFixed(0).padStart(5)} ms  ${(time / low).toFixed(2)} of the floor`;
  console.log(line('gunzip + JSON.parse of every line', low));
  console.log(line('replay, the catalogue', replay));
  console.log(line(`replay, the catalogue and ${filters.length} CIS filters`, counted));
  console.log(
    `first replay in this process: ${times.replay[0]!.toFixed(0)} ms, ${(times.replay[0]! / times.floor[0]!).toFixed(2)} of the first floor`,
  );
  console.log(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
}

function floor(): number {
  const content = gunzipSync(readFileSync(archive));
  let fields = 0;
  for (let at = 0, end = content.indexOf(10); end >= 0; at = end + 1, end = content.indexOf(10, at)) {
    fields += Object.keys(JSON.parse(content.toString('utf8', at, end))).length;
  }
  return fields;
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
