import type { FieldComparison, FieldsPattern } from '../ast.ts';
import { all, any, type Formula, formulaOf, type Literal } from './formula.ts';
import type { Domain, Finding } from './search.ts';
import { findText, type TextLiteral } from './texts.ts';

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
  possible: (literals) => find(literals).kind !== 'none',
  model: (literals) => model(literals, count),
});

/** The pattern's conditions on a message of `count` fields; nothing matches where it wants more, or, without a rest, another number. */
export function fieldsFormula(pattern: FieldsPattern, count: number, holds: boolean): Formula<PlacedComparison> {
  const { fields } = pattern;
  const gap = fields.findIndex(({ kind }) => kind === 'ellipsis');
  const named = fields.length - (gap < 0 ? 0 : 1);
  if (count < named) return holds ? any() : all();
  const conditions = fields.flatMap((field, index) => {
    if (field.kind === 'ellipsis' || !field.where) return [];
    const at = gap < 0 || index < gap ? index : count - (fields.length - index);
    const rest = gap < 0 && index === named - 1 && count > named;
    return [formulaOf(field.where, holds, (comparison: FieldComparison) => ({ at, rest, comparison }))];
  });
  return holds ? all(...conditions) : any(...conditions);
}

function model(literals: readonly Literal<PlacedComparison>[], count: number): Finding {
  const words = new Map<number, string>();
  const places = new Map(literals.map(({ condition }) => [`${condition.at} ${condition.rest}`, condition]));
  for (const { at, rest } of places.values()) {
    const found = find(literals.filter(({ condition }) => condition.at === at && condition.rest === rest));
    if (found.kind !== 'text') return found;
    // A rest is laid over the fields it stands on, one word each; fields asked for by themselves come first.
    const texts = rest ? found.text.split(' ') : [found.text];
    for (const [offset, text] of texts.entries()) {
      if (!rest || !literals.some(({ condition }) => !condition.rest && condition.at === at + offset)) {
        words.set(at + offset, text);
      }
    }
  }
  const fields = Array.from({ length: count }, (_, at) => written(words.get(at) ?? 'other') ?? 'other');
  return { kind: 'found', message: fields.join(' ') };
}

function find(literals: readonly Literal<PlacedComparison>[]) {
  const asked = literals.map(
    ({ condition: { comparison }, holds }): TextLiteral => ({
      operator: comparison.operator,
      value: comparison.value,
      holds,
    }),
  );
  const rest = literals[0]?.condition.rest === true;
  return findText(rest ? [...asked, SEVERAL_WORDS] : asked, { fits: (text) => rest || written(text) !== undefined });
}

/** A rest of the line is more than one field: it has a space in it. */
const SEVERAL_WORDS: TextLiteral = { operator: '=', value: { kind: 'glob', pieces: ['', ' ', ''] }, holds: true };

/** A field as it stands in a message: bare, in quotes or in brackets; undefined where none of the three can hold it. */
function written(text: string): string | undefined {
  if (text !== '' && !/\s/.test(text) && !/^["[]/.test(text)) return text;
  if (!text.includes('"')) return `"${text}"`;
  return text.includes(']') ? undefined : `[${text}]`;
}
