import type { RegexPattern, Term, TermsPattern } from './ast.ts';
import type { Test } from './compile-json.ts';
import { compileRegex } from './regex.ts';

export function compileTerms(pattern: TermsPattern): Test {
  const { required, excluded, optional } = effectiveTerms(pattern);
  return (reader) => {
    const occurs = (term: string) => {
      reader.count(reader.text.length);
      return reader.text.includes(term);
    };
    return required.every(occurs) && !excluded.some(occurs) && (optional.length === 0 || optional.some(occurs));
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
