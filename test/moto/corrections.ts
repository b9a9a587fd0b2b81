// Corrections of moto's tests: where a test sends what AWS refuses, or expects what AWS is recorded or documented not to answer, a few
// words of it are replaced in a copy. A correction that does not apply exactly as often as it says is an error, so none outlives its place.
import { parse } from 'yaml';
import * as z from 'zod';

const Change = z.strictObject({
  /** The one test function to change; without it, the whole file. */
  test: z.string().optional(),
  /** The exact text to find, or `match`: a regular expression over lines. */
  find: z.string().min(1).optional(),
  match: z.string().min(1).optional(),
  /** What stands there instead; `$1` are the groups of `match`. */
  put: z.string(),
  /** How often it is found. */
  times: z.int().positive().default(1),
});

const Correction = z.strictObject({
  /** A file in the service's folder of tests. */
  file: z.string(),
  /** `input`: what the test sends is brought within what AWS takes. `expectation`: what it wants becomes what AWS answers. */
  kind: z.enum(['input', 'expectation']),
  /** What AWS does, and AWS's page or the recorded case that says so. */
  why: z.string().min(1),
  changes: z.array(Change).min(1),
});

export type Kind = z.infer<typeof Correction>['kind'];
export type Correction = z.infer<typeof Correction>;
type Change = Correction['changes'][number];

/** Thrown for corrections that cannot be read or do not fit the tests they are for; the message begins with the file. */
export class CorrectionError extends Error {
  override readonly name = 'CorrectionError';
}

/** Reads a file of corrections (YAML, a list). */
export function readCorrections(text: string, name: string): Correction[] {
  const { data, error } = z.array(Correction).safeParse(parse(text));
  if (error) throw new CorrectionError(`${name}: ${z.prettifyError(error)}`);
  for (const { changes } of data)
    for (const { find, match, put } of changes) {
      const place = find ?? match;
      if (place === undefined || (find !== undefined && match !== undefined))
        throw new CorrectionError(`${name}: a change has either find or match, not ${JSON.stringify({ find, match })}`);
      if (place === put) throw new CorrectionError(`${name}: ${JSON.stringify(place)} is replaced by itself`);
    }
  return data;
}

/** The text of the test file `file` with the corrections for it, in their order. */
export function correct(text: string, file: string, corrections: readonly Correction[]): string {
  return corrections
    .filter((correction) => correction.file === file)
    .flatMap(({ changes }) => changes)
    .reduce((changed, change) => apply(changed, file, change), text);
}

function apply(text: string, file: string, change: Change): string {
  const { test, find, match, put, times } = change;
  const [from, to] = test === undefined ? [0, text.length] : functionAt(text, file, test);
  const place = text.slice(from, to);
  const sought = new RegExp(match ?? '', 'gm');
  const found = find === undefined ? [...place.matchAll(sought)].length : place.split(find).length - 1;
  if (found !== times)
    throw new CorrectionError(
      `${file}: ${JSON.stringify(find ?? match)} is found ${found} times${test ? ` in ${test}` : ''}, not ${times}; correct the correction`,
    );
  const changed = find === undefined ? place.replace(sought, put) : place.replaceAll(find, () => put);
  return text.slice(0, from) + changed + text.slice(to);
}

/** Where a function begins (its decorators aside) and ends: before the next definition or decorator that is no deeper. */
function functionAt(text: string, file: string, name: string): [number, number] {
  const heads = [...text.matchAll(/^( *)def (\w+)\(/gm)].filter((head) => head[2] === name);
  if (heads.length !== 1) throw new CorrectionError(`${file}: ${name} is defined ${heads.length} times, not once`);
  const [{ index, 0: head, 1: indent }] = heads as [RegExpExecArray];
  const after = index + head.length;
  const next = text.slice(after).search(new RegExp(`^ {0,${indent!.length}}(?:@|def |class |async def )`, 'm'));
  return [index, next < 0 ? text.length : after + next];
}
