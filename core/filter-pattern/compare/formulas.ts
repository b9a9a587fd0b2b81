import type {
  AllPattern,
  FieldComparison,
  FieldsPattern,
  FilterPattern,
  JsonCondition,
  RegexPattern,
  Term,
  TermsPattern,
} from '../ast.ts';
import { effectiveTerms } from '../compile-terms.ts';
import { all, any, type Formula, formulaOf, literal } from './formula.ts';
import type { MessageCondition, MessagePart } from './message-part.ts';
import type { FieldCount } from './text-watch.ts';

/**
 * What a pattern asks of a message, or, with `holds` false, its opposite.
 * @param fields how the message is split, for a space-delimited pattern
 */
export function formulaFor(
  pattern: FilterPattern,
  holds: boolean,
  fields: FieldCount | undefined,
): Formula<MessagePart> {
  switch (pattern.kind) {
    case 'all':
    case 'terms':
    case 'regex':
      return messageFormula(pattern, holds);
    case 'json':
      return formulaOf(pattern.where, holds, (condition: JsonCondition) => ({ part: 'document' as const, condition }));
    case 'fields':
      return fieldsFormula(pattern, fields?.count ?? 0, holds);
  }
}

function messageFormula(pattern: TermsPattern | RegexPattern | AllPattern, holds: boolean): Formula<MessagePart> {
  if (pattern.kind === 'all') return holds ? all() : any();
  if (pattern.kind === 'regex') return literal({ part: 'message', value: pattern.regex }, holds);
  const { required, excluded, optional } = effectiveTerms(pattern);
  const parts = [
    ...required.map((term) => literal(contains(term), holds)),
    ...excluded.map((term) => literal(contains(term), !holds)),
    ...(optional.length === 0 ? [] : [(holds ? any : all)(...optional.map((term) => literal(contains(term), holds)))]),
  ];
  return holds ? all(...parts) : any(...parts);
}

const contains = (text: Term['text']): MessageCondition => ({
  part: 'message',
  value: { kind: 'glob', pieces: ['', text, ''] },
});

/** The pattern's conditions on a message of `count` fields; nothing matches where it wants more. */
function fieldsFormula(pattern: FieldsPattern, count: number, holds: boolean): Formula<MessagePart> {
  const { fields } = pattern;
  const gap = fields.findIndex(({ kind }) => kind === 'ellipsis');
  const named = fields.length - (gap < 0 ? 0 : 1);
  const restAt = gap >= 0 || fields.length === 0 || count <= fields.length ? undefined : fields.length - 1;
  if (count < named) return holds ? any() : all();
  const conditions = fields.flatMap((field, index) => {
    if (field.kind === 'ellipsis' || !field.where) return [];
    const at = gap < 0 || index < gap ? index : count - (fields.length - index);
    const wrap = (comparison: FieldComparison): MessagePart => ({ part: 'field', at, rest: at === restAt, comparison });
    return [formulaOf(field.where, holds, wrap)];
  });
  return holds ? all(...conditions) : any(...conditions);
}

/**
 * The ways in which messages are split that make a difference to these patterns: so many fields, and more than all the patterns name, of which
 * those in the middle are asked nothing. One way where no pattern asks for fields.
 */
export function fieldCountsFor(patterns: readonly FilterPattern[]): (FieldCount | undefined)[] {
  const delimited = patterns.filter(({ kind }) => kind === 'fields') as FieldsPattern[];
  if (delimited.length === 0) return [undefined];
  const most = delimited.reduce((sum, { fields }) => sum + fields.length, 1);
  const fromLeft = delimited.map(({ fields }) => {
    const gap = fields.findIndex(({ kind }) => kind === 'ellipsis');
    return gap < 0 ? fields.length : gap;
  });
  return Array.from({ length: most + 1 }, (_, count) => ({
    count,
    many: count === most ? Math.max(...fromLeft) : undefined,
  }));
}
