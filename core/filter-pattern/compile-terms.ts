import type { RegexPattern, Term, TermsPattern } from './ast.ts';
import type { Test } from './compile-json.ts';
import { compileRegex } from './regex.ts';
import type { TermSearch, TermTest } from './term-search.ts';

export function compileTerms(pattern: TermsPattern, search: TermSearch): Test {
  const { required, excluded, optional } = effectiveTerms(pattern);
  const testsOf = (terms: readonly string[]) => terms.map((term) => search.add(term));
  const [wanted, unwanted, alternatives] = [testsOf(required), testsOf(excluded), testsOf(optional)];
  return (reader) => {
    reader.count(pattern.terms.length);
    const occurs = (test: TermTest) => test(reader);
    return wanted.every(occurs) && !unwanted.some(occurs) && (alternatives.length === 0 || alternatives.some(occurs));
  };
}

/** The terms that count: AWS ignores every `?` term that stands beside a term of another kind. */
export function effectiveTerms({ terms }: TermsPattern): Record<Term['sign'], string[]> {
  const bySign = (sign: Term['sign']) => terms.filter((term) => term.sign === sign).map((term) => term.text);
  const required = bySign('required');
  const excluded = bySign('excluded');
  return { required, excluded, optional: required.length + excluded.length > 0 ? [] : bySign('optional') };
}

export function compileRegexPattern({ regex }: RegexPattern): Test {
  const test = compileRegex(regex.source);
  return (reader) => {
    reader.count(reader.text.length);
    return test(reader.text);
  };
}
