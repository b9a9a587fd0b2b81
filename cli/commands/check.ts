import { Command, Option } from 'commander';
import { allPassed, checkRules } from '../../rules/check.ts';
import { type CheckFormat, checkFormats, formatCheck } from '../../rules/check-format.ts';
import { exit } from '../errors.ts';
import { rulesFrom } from '../rules-argument.ts';

/** `trailkeeper check`: does every rule do what its own examples say? */
export function checkCommand(): Command {
  return new Command('check')
    .description('run every rule on its own examples, and say which clause decided where one fails')
    .option('--rules <dir>', 'a folder of your own rules instead of the catalogue')
    .addOption(new Option('--format <format>', 'how to print').choices(checkFormats).default('text'))
    .addHelpText('after', '\nExample:\n  trailkeeper check --rules ./rules --format junit > check.xml')
    .action(async ({ rules: folder, format }: { rules?: string; format: CheckFormat }) => {
      const loaded = await rulesFrom(folder);
      const files = new Map(loaded.flatMap(({ rule, file }) => (file === undefined ? [] : [[rule.id, file] as const])));
      const results = checkRules(
        loaded.map(({ rule }) => rule),
        files,
      );
      process.stdout.write(formatCheck(results, format));
      if (!allPassed(results)) process.exitCode = exit.failed;
    });
}
