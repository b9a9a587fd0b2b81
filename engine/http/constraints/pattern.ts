import { RE2JS } from 're2js';

export type Matches = (text: string) => boolean;

/**
 * A model's pattern as a test of whole texts, in time linear in the text. The patterns are Java's; one that RE2 cannot run
 * (look-around, mostly) gives undefined and is not checked: `test/engine/http/constraints.test.ts` lists those.
 */
export function matcher(pattern: string): Matches | undefined {
  const compiled = compile(pattern);
  if (!compiled) return undefined;
  // Callers name the same group, topic or bus again and again.
  let last: string | undefined;
  return (text) => {
    if (text === last) return true;
    const matched = compiled.matches(text);
    if (matched) last = text;
    return matched;
  };
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(asRe2(pattern));
  } catch {
    return undefined;
  }
}

/** What Java writes otherwise than RE2: code units by number, supplementary characters as two of them, POSIX classes. */
function asRe2(pattern: string): string {
  return pattern
    .replaceAll(/\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})/gi, (_, high: string, low: string) => {
      const code = String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)).codePointAt(0);
      return `\\x{${code?.toString(16)}}`;
    })
    .replaceAll(/\\u([0-9A-F]{4})/gi, '\\x{$1}')
    .replaceAll('\\p{Print}', '[[:print:]]');
}
