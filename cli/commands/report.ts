import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { readEvidence } from '../../account/evidence.ts';
import { type Assessment, assess, csvReport, frameworks, htmlReport, type Language } from '../../reports/index.ts';
import { clientSettings, orUnreachable } from '../endpoint.ts';
import { UsageError } from '../errors.ts';

type Format = 'html' | 'csv' | 'json';

interface Flags {
  readonly framework: string;
  readonly format: Format;
  readonly out?: string;
  readonly lang: Language;
  readonly endpoint?: string;
  readonly region?: string;
}

const IDS = frameworks.map(({ id }) => id);

/** `trailkeeper report`: how an account stands to a framework. */
export function reportCommand(): Command {
  return new Command('report')
    .description('report how an account or engine stands to a framework, by its Config rules and alarms')
    .addOption(new Option('--framework <id>', 'what to report on').choices(IDS).default(IDS.at(-1)))
    .addOption(new Option('--format <format>', 'what to write').choices(['html', 'csv', 'json']).default('html'))
    .option('--out <file>', 'where to; standard output without it')
    .addOption(new Option('--lang <language>', 'the language of titles').choices(['en', 'ko']).default('en'))
    .option('--endpoint <url>', 'an engine; without it the AWS account of the environment')
    .option('--region <region>', 'the region to read')
    .addHelpText(
      'after',
      '\nExample:\n  trailkeeper report --endpoint http://127.0.0.1:4566 --out report.html --lang ko',
    )
    .action(report);
}

async function report(flags: Flags): Promise<void> {
  const framework = frameworks.find(({ id }) => id === flags.framework);
  if (!framework) throw new UsageError(`--framework: ${flags.framework} is none of ${IDS.join(', ')}`);
  const evidence = await readEvidence(clientSettings(flags), Date.now()).catch((error: unknown) =>
    orUnreachable(flags.endpoint, error),
  );
  const assessment = assess(framework, evidence);
  const text = written(assessment, flags);
  if (flags.out === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(flags.out, text);
  } catch (error) {
    throw new UsageError(`--out: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { passed, failed, manual, 'no-data': open } = assessment.counts;
  process.stdout.write(
    `${assessment.title}: ${passed} passed, ${failed} failed, ${open} without data, ${manual} manual\n`,
  );
}

function written(assessment: Assessment, { format, lang }: Flags): string {
  if (format === 'json') return `${JSON.stringify(assessment, undefined, 2)}\n`;
  return format === 'csv' ? csvReport(assessment, lang) : htmlReport(assessment, lang);
}
