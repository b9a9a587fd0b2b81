/** JUnit's XML, as CI servers read it. There is no one schema; these are the elements and attributes all of them know. */
export interface JunitCase {
  readonly classname: string;
  readonly name: string;
  readonly failure?: { readonly message: string; readonly type?: string; readonly details?: string };
  /** Why it was not decided. */
  readonly skipped?: string;
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

export function junitXml(suites: readonly JunitSuite[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${tally(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(({ name, cases }) => [
      `  <testsuite name="${xml(name)}"${tally(cases)}>`,
      ...cases.map(caseXml),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function tally(cases: readonly JunitCase[]): string {
  const failures = cases.filter(({ failure }) => failure).length;
  const skipped = cases.filter((each) => each.skipped !== undefined).length;
  return ` tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function caseXml({ classname, name, failure, skipped }: JunitCase): string {
  const opening = `    <testcase classname="${xml(classname)}" name="${xml(name)}"`;
  if (failure) {
    const { message, type, details = '' } = failure;
    const attributes = `message="${xml(message)}"${type === undefined ? '' : ` type="${xml(type)}"`}`;
    return `${opening}>\n      <failure ${attributes}>${xml(details)}</failure>\n    </testcase>`;
  }
  if (skipped === undefined) return `${opening}/>`;
  return `${opening}>\n      <skipped message="${xml(skipped)}"/>\n    </testcase>`;
}

/** What XML 1.0 allows, with its own characters escaped. */
const xml = (value: string): string =>
  value
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '');
