import type { FieldComparison, FieldsPattern, GlobValue, TermsPattern } from '../ast.ts';
import { effectiveTerms } from '../compile-terms.ts';
import { splitFields } from '../fields-split.ts';
import { type Automaton, DEAD } from './automaton.ts';
import { all, any, type Formula, formulaOf, type Literal, literal } from './formula.ts';
import type { Domain, Finding } from './search.ts';
import { findText, type TextFinding, type TextLiteral } from './texts.ts';

/** A comparison on a part of a message: one field, or a field with all that follows. */
export interface PlacedComparison {
  /** The field's place, from 0. */
  readonly at: number;
  /** Whether it takes the rest of the line with it. */
  readonly rest: boolean;
  readonly comparison: FieldComparison;
}

/**
 * Messages of `count` fields, for space-delimited patterns. A field and a rest of the line that begins with it are taken for independent:
 * where even that admits no message, there is none; a message found is tried on the patterns by whoever asked.
 */
export const fieldsDomain = (count: number): Domain<PlacedComparison> => ({
  key: ({ at, rest }) => `${at}${rest ? '...' : ''}`,
  possible: (literals) => find(literals, count).kind !== 'none',
  model: (literals) => model(literals, count),
});

/** The pattern's conditions on a message of `count` fields; nothing matches where it wants more, or, without a rest, another number. */
export function fieldsFormula(pattern: FieldsPattern, count: number, holds: boolean): Formula<PlacedComparison> {
  const { fields } = pattern;
  const gap = fields.findIndex(({ kind }) => kind === 'ellipsis');
  const named = fields.length - (gap < 0 ? 0 : 1);
  const restAt = restOf(pattern, count);
  if (count < named) return holds ? any() : all();
  const conditions = fields.flatMap((field, index) => {
    if (field.kind === 'ellipsis' || !field.where) return [];
    const at = gap < 0 || index < gap ? index : count - (fields.length - index);
    const wrap = (comparison: FieldComparison) => ({ at, rest: at === restAt, comparison });
    return [formulaOf(field.where, holds, wrap)];
  });
  return holds ? all(...conditions) : any(...conditions);
}

/** The place from which the pattern takes the rest of a message of `count` fields as one; undefined where it does not. */
export function restOf({ fields }: FieldsPattern, count: number): number | undefined {
  const hasGap = fields.some(({ kind }) => kind === 'ellipsis');
  return hasGap || fields.length === 0 || count <= fields.length ? undefined : fields.length - 1;
}

/**
 * What terms ask of a message of `count` fields: a term without white space, quotes and brackets is in the message where it is in one
 * of the fields. Undefined where some term has such a character.
 * @param rest the place from which the line is taken as one, too: a term that is in none of the fields there is not in it
 */
export function termsFormula(
  pattern: TermsPattern,
  count: number,
  holds: boolean,
  rest: number | undefined,
): Formula<PlacedComparison> | undefined {
  const { required, excluded, optional } = effectiveTerms(pattern);
  if ([...required, ...excluded, ...optional].some((text) => /[\s"[\]]/.test(text))) return undefined;
  const contains = (text: string, so: boolean) => {
    const comparison: FieldComparison = { kind: 'comparison', operator: '=', value: containing(text), column: 1 };
    const places = Array.from({ length: count }, (_, at) => literal({ at, rest: false, comparison }, so));
    if (so) return any(...places);
    return all(...places, ...(rest === undefined ? [] : [literal({ at: rest, rest: true, comparison }, false)]));
  };
  const parts = [
    ...required.map((term) => contains(term, holds)),
    ...excluded.map((term) => contains(term, !holds)),
    ...(optional.length === 0 ? [] : [(holds ? any : all)(...optional.map((term) => contains(term, holds)))]),
  ];
  return holds ? all(...parts) : any(...parts);
}

const containing = (text: string): GlobValue => ({ kind: 'glob', pieces: ['', text, ''] });

function model(literals: readonly Literal<PlacedComparison>[], count: number): Finding {
  const words = Array.from({ length: count }, () => 'other');
  const rests = literals.filter(({ condition }) => condition.rest);
  const own = Map.groupBy(
    literals.filter(({ condition }) => !condition.rest),
    ({ condition }) => condition.at,
  );
  let tail: { at: number; text: string } | undefined;
  for (const group of Map.groupBy(rests, ({ condition }) => condition.at).values()) {
    const found = find(group, count);
    if (found.kind !== 'text') return found;
    const at = group[0]?.condition.at ?? 0;
    tail = { at, text: found.text };
    for (const [offset, field] of rawFields(found.text).entries()) words[at + offset] = field;
  }
  for (const [at, group] of own) {
    const found = find(group, count);
    if (found.kind !== 'text') return found;
    words[at] = written(found.text) ?? 'other';
    if (tail && at >= tail.at) tail = undefined;
  }
  const message = tail ? [...words.slice(0, tail.at), tail.text] : words.slice(0, count);
  return { kind: 'found', message: message.join(' ') };
}

function find(literals: readonly Literal<PlacedComparison>[], count: number): TextFinding {
  const asked = literals.map(
    ({ condition: { comparison }, holds }): TextLiteral => ({
      operator: comparison.operator,
      value: comparison.value,
      holds,
    }),
  );
  const place = literals[0]?.condition;
  if (!place?.rest) return findText(asked, { fits: (text) => written(text) !== undefined });
  const several = count - place.at;
  const fits = (text: string) => text === text.trim() && splitFields(text).length === several;
  for (const space of ' \t') {
    const found = findText(asked, { fits, within: { machine: words(several, space), chars: space } });
    if (found.kind === 'text') return found;
  }
  return findText(asked, { fits, within: { machine: severalFields, chars: `${SPACES}"[` } });
}

const SPACES = ' \t\n\r\v\f';

/** So many plain words, each one space apart. */
const words = (count: number, space: string): Automaton => ({
  start: 0,
  // An even state stands before a word, an odd one within it.
  next(state, char) {
    if (state === DEAD) return DEAD;
    if (char === space) return state % 2 === 1 && state < 2 * count - 1 ? state + 1 : DEAD;
    if (SPACES.includes(char) || (state % 2 === 0 && '"['.includes(char))) return DEAD;
    return state % 2 === 0 ? state + 1 : state;
  },
  accepts: (state) => state === 2 * count - 1,
});

/** All that may be more than one field: what has white space, or begins with a sign that may be closed. */
const severalFields: Automaton = {
  start: 0,
  next: (state, char) => (state === 2 || SPACES.includes(char) || (state === 0 && '"['.includes(char)) ? 2 : 1),
  accepts: (state) => state === 2,
};

/** The fields as they stand in the text, quotes and brackets included. */
function rawFields(text: string): string[] {
  const starts = splitFields(text).map(({ at }) => at);
  return starts.map((at, index) => text.slice(at, starts[index + 1]).trimEnd());
}

/** A field as it stands in a message: bare, in quotes or in brackets; undefined where none of the three can hold it. */
function written(text: string): string | undefined {
  if (text !== '' && !/\s/.test(text) && !/^["[]/.test(text)) return text;
  if (!text.includes('"')) return `"${text}"`;
  if (!text.includes(']')) return `[${text}]`;
  // A quote that is never closed stands for itself.
  return /^"[^"\s]*$/.test(text) ? text : undefined;
}
