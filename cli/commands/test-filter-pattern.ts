import { Command } from 'commander';
import { explainFilter, extractValues, formatExplanation, matchesFilter } from '../../core/filter-pattern/index.ts';
import { parsedFilter } from '../filter-argument.ts';
import { readText } from '../input.ts';

interface Flags {
  readonly json?: boolean;
  readonly explain?: boolean;
}

/** `trailkeeper test filter-pattern PATTERN [FILE]` */
export function filterPatternCommand(): Command {
  return new Command('filter-pattern')
    .description('which log lines does a CloudWatch Logs filter pattern match?')
    .argument('<pattern>', 'the pattern, or @file')
    .argument('[file]', 'a file with one log event a line; standard input without it', '-')
    .option('--json', 'one JSON document, with the values the pattern extracts')
    .option('--explain', 'name the clause that decided, with the value it saw')
    .addHelpText(
      'after',
      "\nExample:\n  trailkeeper test filter-pattern '[ip, id, user, timestamp, request, status_code=404, size]' access.log",
    )
    .action((written: string, file: string, { json, explain }: Flags) => {
      const pattern = parsedFilter(written);
      const lines = readText(file).split(/\r?\n/);
      if (lines.at(-1) === '') lines.pop();
      const verdicts = lines.map((message, index) => ({
        line: index + 1,
        matches: matchesFilter(pattern, message),
        extractedValues: json ? extractValues(pattern, message) : undefined,
        explanation: explain ? explainFilter(pattern, message) : undefined,
      }));
      if (json) process.stdout.write(`${JSON.stringify({ verdicts }, null, 2)}\n`);
      else {
        for (const { line, matches, explanation } of verdicts) {
          const verdict = explanation ? formatExplanation(explanation) : matches ? 'matches' : 'does not match';
          process.stdout.write(`${line}: ${verdict}\n`);
        }
      }
    });
}
