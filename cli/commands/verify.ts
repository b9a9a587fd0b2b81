import { Command } from 'commander';
import { readPublicKeys, verifyDigests, verifySummary } from '../../replay/index.ts';
import { exit } from '../errors.ts';
import { readText } from '../input.ts';
import { timeOf } from '../time-argument.ts';

interface Flags {
  readonly publicKey?: string;
  readonly from?: string;
  readonly json?: boolean;
}

/** `trailkeeper verify`: are a trail's files what CloudTrail delivered? Offline, by its digests. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description("check a trail's files against its digest files: changed, missing or extra ones are named")
    .argument('<path>', "a folder with a trail's bucket, or a part of it")
    .option('--public-key <file>', 'check signatures: PEM, base64, or what "aws cloudtrail list-public-keys" prints')
    .option('--from <time>', 'neither read nor miss digests from before this time')
    .option('--json', 'one JSON document')
    .addHelpText('after', '\nExample:\n  trailkeeper verify ./my-bucket --public-key keys.json')
    .action(async (path: string, { publicKey, from, json }: Flags) => {
      const keys = publicKey === undefined ? undefined : readPublicKeys(readText(publicKey), publicKey);
      const result = await verifyDigests(path, { keys, from: timeOf('--from', from) });
      process.stdout.write(json ? `${JSON.stringify(result)}\n` : verifySummary(result, keys !== undefined));
      if (result.flaws.length > 0) process.exitCode = exit.failed;
    });
}
