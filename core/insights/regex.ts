import { RE2JS } from 're2js';

export type TextTest = (text: string) => boolean;

/** How many verdicts on short texts are kept: logs repeat themselves. */
const KEPT = 4096;
const SHORT = 128;

/**
 * Whether a regular expression finds something in a text, in time linear in the text.
 * @param source in RE2's syntax
 * @throws Error of RE2's where it is none
 */
export function regexTest(source: string): TextTest {
  const regex = RE2JS.compile(source);
  const simple = simpleRegex(source);
  const test: TextTest = simple ? (text) => simple.test(text) : (text) => regex.test(text);
  return remembered(test);
}

function remembered(test: TextTest): TextTest {
  const known = new Map<string, boolean>();
  return (text) => {
    if (text.length > SHORT) return test(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const verdict = test(text);
    if (known.size < KEPT) known.set(text, verdict);
    return verdict;
  };
}

/** Alternatives of plain characters: without groups and repetitions nothing has to be tried twice, so the platform's engine is as safe and faster. */
const PLAIN = /^(?:\(\?i\))?\^?(?:[A-Za-z0-9 _:;,@#%&="'<>~!/-]|\\[.*+?()[\]{}|^$\\/"'_:=-]|\|)+\$?$/;

function simpleRegex(source: string): RegExp | undefined {
  if (!PLAIN.test(source)) return undefined;
  const folded = source.startsWith('(?i)');
  const body = folded ? source.slice(4) : source;
  // Case folding beyond ASCII differs between the engines: s and k have relatives there.
  if (folded && /[kKsS]/.test(body)) return undefined;
  return new RegExp(body, folded ? 'i' : '');
}
