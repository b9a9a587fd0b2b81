import { Command } from 'commander';
import { type Cover, compareFilters, type PatternComparison } from '../../core/filter-pattern/compare/index.ts';
import { type LintFinding, lintFilter } from '../../core/lint/index.ts';
import { parsedFilter } from '../filter-argument.ts';

const SENTENCES: Readonly<Record<PatternComparison['relation'], string>> = {
  equivalent: 'equivalent: both match the same messages',
  'first-covers-second': 'the first covers the second: it matches all that the second does, and more',
  'second-covers-first': 'the second covers the first: it matches all that the first does, and more',
  neither: 'neither covers the other',
  undecided: 'undecided',
};

/** `trailkeeper compare PATTERN PATTERN`: what two filter patterns mean beside each other, whatever their text. */
export function compareCommand(): Command {
  return new Command('compare')
    .description('are two filter patterns equivalent, or does one cover the other?')
    .argument('<first>', 'a filter pattern, or @file')
    .argument('<second>', 'another one, or @file')
    .option('--json', 'one JSON document')
    .addHelpText('after', `\nExample:\n  trailkeeper compare '{ $.a = "x*" }' '{ $.a = xyz }'`)
    .action((first: string, second: string, { json }: { json?: boolean }) => {
      const patterns = [parsedFilter(first, 'first pattern'), parsedFilter(second, 'second pattern')] as const;
      const comparison = compareFilters(...patterns);
      const notes = patterns.map((pattern) => lintFilter(pattern, { cloudTrail: false }));
      process.stdout.write(
        json ? `${JSON.stringify({ ...comparison, notes }, null, 2)}\n` : asText(comparison) + notesText(notes),
      );
    });
}

function asText({ relation, firstCoversSecond, secondCoversFirst }: PatternComparison): string {
  const lines = [SENTENCES[relation], ...shown('first', secondCoversFirst), ...shown('second', firstCoversSecond)];
  return `${lines.join('\n')}\n`;
}

/** What is odd about either of the two. */
const notesText = (notes: readonly (readonly LintFinding[])[]): string =>
  notes
    .flatMap((findings, index) =>
      findings.map(({ message, todo }) => `  the ${index === 0 ? 'first' : 'second'}: ${message}\n    ${todo}\n`),
    )
    .join('');

/** What only one of the two matches. */
function shown(which: string, cover: Cover): string[] {
  if (cover.verdict === 'misses') return [`  only the ${which} matches  ${cover.witness}`];
  if (cover.verdict === 'undecided') return [`  whether the ${which} matches more is open: ${cover.why}`];
  return [];
}
