import { junitXml, type SarifResult, sarifLog } from '../core/exchange/index.ts';
import type { CheckResult, Problem } from './check.ts';

export const checkFormats = ['text', 'json', 'junit', 'sarif'] as const;

export type CheckFormat = (typeof checkFormats)[number];

/** The results as a document: for a person, a program, a CI server's test page, or its code scanning page. Ends with a newline. */
export function formatCheck(results: readonly CheckResult[], format: CheckFormat): string {
  switch (format) {
    case 'text':
      return text(results);
    case 'json':
      return `${JSON.stringify(json(results), null, 2)}\n`;
    case 'junit':
      return junit(results);
    case 'sarif':
      return `${JSON.stringify(sarif(results), null, 2)}\n`;
  }
}

/** Where each result is to be found: its file, and its rule where the file has several; without a file, the rule. */
function placesOf(results: readonly CheckResult[]): (result: CheckResult) => string {
  const perFile = Map.groupBy(results, ({ file }) => file);
  return ({ file, rule }) => {
    if (file === undefined) return rule;
    return (perFile.get(file)?.length ?? 0) > 1 ? `${file}: ${rule}` : file;
  };
}

/** Without the files that cannot be used. */
const rulesOf = (results: readonly CheckResult[]) => results.filter(({ kind }) => kind !== 'file');

const failing = (results: readonly CheckResult[]) => results.filter(({ problems }) => problems.length > 0);

const count = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`;

/** Problems first, each with what decided and what to do; then one line that says how it went. */
function text(results: readonly CheckResult[]): string {
  const placeOf = placesOf(results);
  const problems = failing(results).flatMap((one) => one.problems.map((problem) => entry(placeOf(one), problem)));
  const notes = results.flatMap((one) => one.notes.map((note) => entry(placeOf(one), note, 'note: ')));
  const examples = results.reduce((sum, result) => sum + result.examples, 0);
  const failed = failing(rulesOf(results)).length;
  const unusable = results.length - rulesOf(results).length;
  const verdict = [
    ...(failed > 0 ? [`${count(failed, 'rule')} failed`] : []),
    ...(unusable > 0 ? [`${count(unusable, 'file')} cannot be used`] : []),
  ];
  const sum = `${count(rulesOf(results).length, 'rule')}, ${count(examples, 'example')}: ${verdict.join(', ') || 'all as they should be'}`;
  return `${[...notes, ...problems, sum].join('\n\n')}\n`;
}

const entry = (place: string, { what, why, todo }: Problem, mark = ''): string =>
  [`${place}: ${mark}${what}`, ...[...why, todo].map((line) => `  ${line}`)].join('\n');

const json = (results: readonly CheckResult[]) => ({
  rules: rulesOf(results).length,
  examples: results.reduce((sum, result) => sum + result.examples, 0),
  failed: failing(results).length,
  results,
});

/** A rule is a test case, its problems are its failure. */
const junit = (results: readonly CheckResult[]): string =>
  junitXml([
    {
      name: 'trailkeeper check',
      cases: results.map((result) => ({
        classname: result.kind,
        name: result.rule,
        ...(result.problems.length > 0 && {
          failure: {
            message: result.problems.map(({ what }) => what).join('; '),
            details: result.problems.map((problem) => entry(result.file ?? result.rule, problem)).join('\n'),
          },
        }),
      })),
    },
  ]);

const sarif = (results: readonly CheckResult[]): object =>
  sarifLog({
    tool: 'trailkeeper check',
    rules: spokenOf(results).map(({ rule }) => ({ id: rule })),
    results: spokenOf(results).flatMap((result) => [
      ...result.problems.map((problem) => sarifResult(result, problem, 'error')),
      ...result.notes.map((note) => sarifResult(result, note, 'note')),
    ]),
  });

const spokenOf = (results: readonly CheckResult[]) =>
  results.filter(({ problems, notes }) => problems.length + notes.length > 0);

const sarifResult = (
  { rule, kind, file }: CheckResult,
  { what, why, todo }: Problem,
  level: 'error' | 'note',
): SarifResult => ({
  ruleId: rule,
  level,
  message: { text: [what, ...why, todo].join('\n') },
  locations: [
    file === undefined
      ? { logicalLocations: [{ name: rule, kind }] }
      : { physicalLocation: { artifactLocation: { uri: file.replaceAll('\\', '/') } } },
  ],
});
