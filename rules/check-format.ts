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

const placeOf = ({ file, rule }: CheckResult): string => file ?? rule;

const failing = (results: readonly CheckResult[]) => results.filter(({ problems }) => problems.length > 0);

const count = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`;

/** Problems first, each with what decided and what to do; then one line that says how it went. */
function text(results: readonly CheckResult[]): string {
  const problems = failing(results).flatMap((result) => result.problems.map((problem) => entry(result, problem)));
  const notes = results.flatMap((result) => result.notes.map((note) => entry(result, note, 'note: ')));
  const examples = results.reduce((sum, result) => sum + result.examples, 0);
  const failed = failing(results).length;
  const verdict = failed === 0 ? 'all as they should be' : `${count(failed, 'rule')} failed`;
  return `${[...notes, ...problems, `${count(results.length, 'rule')}, ${count(examples, 'example')}: ${verdict}`].join('\n\n')}\n`;
}

const entry = (result: CheckResult, { what, why, todo }: Problem, mark = ''): string =>
  [`${placeOf(result)}: ${mark}${what}`, ...[...why, todo].map((line) => `  ${line}`)].join('\n');

const json = (results: readonly CheckResult[]) => ({
  rules: results.length,
  examples: results.reduce((sum, result) => sum + result.examples, 0),
  failed: failing(results).length,
  results,
});

/** JUnit's XML: a rule is a test case, its problems are its failure. */
function junit(results: readonly CheckResult[]): string {
  const cases = results.map((result) => {
    const opening = `    <testcase classname="${xml(result.kind)}" name="${xml(result.rule)}"`;
    if (result.problems.length === 0) return `${opening}/>`;
    const message = result.problems.map(({ what }) => what).join('; ');
    const details = result.problems.map((problem) => entry(result, problem)).join('\n');
    return `${opening}>\n      <failure message="${xml(message)}">${xml(details)}</failure>\n    </testcase>`;
  });
  const counts = `tests="${results.length}" failures="${failing(results).length}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="trailkeeper check" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** What XML 1.0 allows, with its own characters escaped. */
const xml = (value: string): string =>
  value
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '');

const sarif = (results: readonly CheckResult[]) => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 'trailkeeper check', rules: spokenOf(results).map(({ rule }) => ({ id: rule })) } },
      results: spokenOf(results).flatMap((result) => [
        ...result.problems.map((problem) => sarifResult(result, problem, 'error')),
        ...result.notes.map((note) => sarifResult(result, note, 'note')),
      ]),
    },
  ],
});

const spokenOf = (results: readonly CheckResult[]) =>
  results.filter(({ problems, notes }) => problems.length + notes.length > 0);

const sarifResult = ({ rule, kind, file }: CheckResult, { what, why, todo }: Problem, level: 'error' | 'note') => ({
  ruleId: rule,
  level,
  message: { text: [what, ...why, todo].join('\n') },
  locations: [
    file === undefined
      ? { logicalLocations: [{ name: rule, kind }] }
      : { physicalLocation: { artifactLocation: { uri: file.replaceAll('\\', '/') } } },
  ],
});
