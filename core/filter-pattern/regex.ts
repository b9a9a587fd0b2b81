import { RE2JS } from 're2js';
import type { Cursor } from './cursor.ts';
import { type RegexFault, translateRegex } from './regex-syntax.ts';

/** Throws where the text between `from` and `to` (what stands between the percent signs) is no regular expression that AWS takes. */
export function checkRegex(cursor: Cursor, from: number, to: number): void {
  const fault = faultOf(cursor.text.slice(from, to));
  if (fault?.isCharacter) throw cursor.badCharacter(fault.hint, from + fault.at + 1);
  if (fault) throw cursor.invalid(fault.hint, from + fault.at + 1);
}

function faultOf(source: string): RegexFault | undefined {
  const translated = translateRegex(source);
  if (typeof translated !== 'string') return translated;
  try {
    RE2JS.compile(translated, RE2JS.DOTALL);
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { at: 0, isCharacter: false, hint: `not a regular expression: ${why}` };
  }
}

/**
 * A test that finds the expression anywhere in a text, in time linear in the text.
 * @param source as a `RegexValue` has it: in AWS's subset and known to be valid; `.` is any character, a line end included, `^` and `$` are
 *   the ends of the whole text
 */
export function compileRegex(source: string): (text: string) => boolean {
  const translated = translateRegex(source);
  if (typeof translated !== 'string') throw new TypeError(`not in AWS's subset of regular expressions: ${source}`);
  const regex = RE2JS.compile(translated, RE2JS.DOTALL);
  return (text) => regex.test(text);
}
