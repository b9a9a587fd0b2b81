import { Command, Option } from 'commander';
import { catalogue } from '../../rules/catalogue.ts';
import { allPassed, type CheckResult, checkRules } from '../../rules/check.ts';
import { type CheckFormat, checkFormats, formatCheck } from '../../rules/check-format.ts';
import { checkFolder } from '../../rules/guard/index.ts';
import { RuleFileError } from '../../rules/kit/index.ts';
import { exit } from '../errors.ts';
import { noRules } from '../rules-argument.ts';

/** `trailkeeper check`: does every rule do what its own examples say? */
export function checkCommand(): Command {
  return new Command('check')
    .description('run every rule on its own examples, and say which clause decided where one fails')
    .option('--rules <dir>', 'a folder of your own rules instead of the catalogue')
    .addOption(new Option('--format <format>', 'how to print').choices(checkFormats).default('text'))
    .addHelpText('after', '\nExample:\n  trailkeeper check --rules ./rules --format junit > check.xml')
    .action(async ({ rules: folder, format }: { rules?: string; format: CheckFormat }) => {
      const results = folder === undefined ? checkRules(catalogue) : await checkedFolder(folder);
      process.stdout.write(formatCheck(results, format));
      if (!allPassed(results)) process.exitCode = exit.failed;
    });
}

/** @throws UsageError for a folder without rules, RuleFileError for one in which no file can be used */
async function checkedFolder(folder: string): Promise<readonly CheckResult[]> {
  const results = await checkFolder(folder);
  const [first] = results;
  if (!first) throw noRules(folder);
  if (results.every(({ kind }) => kind === 'file')) throw new RuleFileError(first.rule, first.problems[0]?.what ?? '');
  return results;
}
