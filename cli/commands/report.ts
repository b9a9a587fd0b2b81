import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { systemReason } from '../../core/faults/system-reason.ts';
import { formatReport, type Language, type ReportFormat, reportFormats } from '../../reports/index.ts';
import { assessmentLine, assessmentOf, defaultFramework, frameworkIds } from '../assessment.ts';
import { clientSettings, orUnanswered } from '../endpoint.ts';
import { exit, UsageError } from '../errors.ts';
import { settingsOfDeploy } from '../settings.ts';

interface Flags {
  readonly framework: string;
  readonly format: ReportFormat;
  readonly out?: string;
  readonly lang: Language;
  readonly config?: string;
  readonly failOn?: string;
  readonly endpoint?: string;
  readonly region?: string;
}

/** `trailkeeper report`: how an account stands to a framework. */
export function reportCommand(): Command {
  return new Command('report')
    .description('report how an account or engine stands to a framework, by its Config rules and alarms')
    .addOption(new Option('--framework <id>', 'what to report on').choices(frameworkIds).default(defaultFramework))
    .addOption(new Option('--format <format>', 'what to write').choices(reportFormats).default('html'))
    .option('--out <file>', 'where to; standard output without it')
    .addOption(new Option('--lang <language>', 'the language of titles').choices(['en', 'ko']).default('en'))
    .option('--config <file>', 'settings with the suppressions that hold, as in trailkeeper.config.ts')
    .addOption(new Option('--fail-on <status>', 'exit with 1 when a control has it').choices(['failed']))
    .option('--endpoint <url>', 'an engine; without it the AWS account of the environment')
    .option('--region <region>', 'the region to read')
    .addHelpText(
      'after',
      '\nExample:\n  trailkeeper report --endpoint http://127.0.0.1:4566 --out report.html --lang ko',
    )
    .action(report);
}

async function report({ framework, format, out, lang, config, failOn, endpoint, region }: Flags): Promise<void> {
  const { suppressions } = await settingsOfDeploy({ config });
  const client = clientSettings({ endpoint, region });
  const assessment = await assessmentOf(client, { framework, suppressions, now: Date.now() }).catch((error: unknown) =>
    orUnanswered(endpoint, error),
  );
  const text = formatReport(assessment, format, lang);
  if (out === undefined) process.stdout.write(text);
  else {
    try {
      writeFileSync(out, text);
    } catch (error) {
      throw new UsageError(`--out: ${out} cannot be written (${systemReason(error)})`);
    }
    process.stdout.write(`${assessmentLine(assessment)}\n`);
  }
  if (failOn !== undefined && assessment.counts.failed > 0) process.exitCode = exit.failed;
}
