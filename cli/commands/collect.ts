import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Command } from 'commander';
import { collect, collectPolicy } from '../../account/collect/index.ts';
import { systemReason } from '../../core/faults/system-reason.ts';
import { clientSettings, orUnanswered } from '../endpoint.ts';
import { exit, UsageError } from '../errors.ts';

interface Flags {
  readonly endpoint?: string;
  readonly region?: string[];
  readonly out?: string;
  readonly policy?: boolean;
}

/** `trailkeeper collect`: what an account has, as configuration items. */
export function collectCommand(): Command {
  return new Command('collect')
    .description("read an account's resources, with calls that only read, as configuration items (one a line)")
    .option('--endpoint <url>', 'an engine or another endpoint; without it the AWS account of the environment')
    .option('--region <region...>', "regions to read; the environment's without it")
    .option('--out <file>', 'where to write; standard output without it')
    .option('--policy', 'print the IAM policy it needs, and read nothing')
    .addHelpText(
      'after',
      '\nExample:\n  trailkeeper collect --region eu-west-1 us-east-1 --out items.ndjson\n  trailkeeper import items.ndjson --endpoint http://127.0.0.1:4566',
    )
    .action(collectItems);
}

async function collectItems({ endpoint, region: regions, out, policy }: Flags): Promise<void> {
  if (policy) {
    process.stdout.write(`${JSON.stringify(collectPolicy(), undefined, 2)}\n`);
    return;
  }
  const settings = clientSettings({ endpoint, region: regions?.[0] });
  const progress = new CallProgress();
  const collection = collect(settings, {
    regions: regions ?? [settings.region],
    now: Date.now(),
    onCall: (service, region) => progress.call(service, region),
  });
  const output = out === undefined ? process.stdout : createWriteStream(out);
  let count = 0;
  try {
    if (output !== process.stdout) await once(output, 'open');
    for await (const item of collection.items) {
      count += 1;
      if (!output.write(`${JSON.stringify(item)}\n`)) await once(output, 'drain');
    }
  } catch (error) {
    if (isFileError(error, out)) throw new UsageError(`--out: ${out} cannot be written (${systemReason(error)})`);
    orUnanswered(endpoint, error);
  } finally {
    progress.end();
    if (output !== process.stdout) await new Promise<void>((done) => output.end(() => done()));
  }
  const unanswered = collection.unanswered();
  for (const { action, region, code, count: times } of unanswered) {
    process.stderr.write(
      `trailkeeper: not read: ${action} in ${region} (${code}${times > 1 ? `, ${times} times` : ''})\n`,
    );
  }
  if (count === 0 && unanswered.length > 0) throw new UsageError('nothing could be read');
  if (out !== undefined) process.stdout.write(`${count.toLocaleString('en')} items written to ${out}\n`);
  if (unanswered.length > 0) process.exitCode = exit.failed;
}

const isFileError = (error: unknown, out: string | undefined): error is Error =>
  error instanceof Error && 'path' in error && error.path === out;

/** What is being read and how many calls that took, on a terminal's standard error. */
class CallProgress {
  readonly #shown = process.stderr.isTTY;
  #calls = 0;
  #last = 0;

  call(service: string, region: string): void {
    this.#calls += 1;
    const now = performance.now();
    if (!this.#shown || now - this.#last < 100) return;
    this.#last = now;
    process.stderr.write(`\r\x1b[K${service} in ${region}  ${this.#calls.toLocaleString('en')} calls`);
  }

  end(): void {
    if (this.#shown) process.stderr.write('\r\x1b[K');
  }
}
