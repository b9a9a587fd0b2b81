import type { Expression, FieldComparison, FieldsPattern } from './ast.ts';
import type { Test } from './compile-json.ts';
import { trimEnd } from './cursor.ts';
import type { MessageField } from './fields-split.ts';
import type { MessageReader } from './message-reader.ts';
import { type PlaceTest, PlaceTests } from './place-tests.ts';

export function compileFields(pattern: FieldsPattern): Test {
  const tests = pattern.fields.map((field) =>
    field.kind === 'field' && field.where ? compileWhere(field.where, new PlaceTests()) : undefined,
  );
  return (reader) => {
    const values = assignFields(pattern, reader.fields(), reader.text);
    if (values === undefined) return false;
    return values.every(({ index, text }) => {
      const test = index === undefined ? undefined : tests[index];
      return test === undefined || test(text, reader);
    });
  };
}

/** A field of a message beside the field of the pattern that it falls to; `index` undefined where an ellipsis swallows it. */
export interface Assigned {
  readonly index: number | undefined;
  readonly text: string;
}

/**
 * Lays a message's fields against a pattern's. Without an ellipsis the last field of the pattern takes the rest of the line, as
 * `[timestamp, request_id, event]` does with a Lambda log line; a message with too few fields does not match. `[]` takes any message.
 */
export function assignFields(
  { fields }: FieldsPattern,
  found: readonly MessageField[],
  message: string,
): Assigned[] | undefined {
  const ellipsis = fields.findIndex((field) => field.kind === 'ellipsis');
  if (ellipsis < 0) return fields.length === 0 ? [] : assignFromLeft(fields.length, found, message);
  const after = fields.length - ellipsis - 1;
  if (found.length < ellipsis + after) return undefined;
  const tail = found.length - after;
  return found.map(({ text }, at) => {
    if (at < ellipsis) return { index: at, text };
    return at < tail ? { index: undefined, text } : { index: at - tail + ellipsis + 1, text };
  });
}

function assignFromLeft(count: number, found: readonly MessageField[], message: string): Assigned[] | undefined {
  if (found.length < count) return undefined;
  const assigned = found.slice(0, count).map(({ text }, index) => ({ index, text }));
  const last = found[count - 1];
  if (found.length > count && last) assigned[count - 1] = { index: count - 1, text: trimEnd(message.slice(last.at)) };
  return assigned;
}

/**
 * The fields of a message by the names a pattern gives them, `$name`; a field without a name by its place in the message, `$3`.
 */
export function fieldValues(pattern: FieldsPattern, reader: MessageReader): Record<string, string> {
  const assigned = assignFields(pattern, reader.fields(), reader.text) ?? [];
  return Object.fromEntries(
    assigned.map(({ index, text }, at) => {
      const field = index === undefined ? undefined : pattern.fields[index];
      const name = field?.kind === 'field' ? field.name : undefined;
      return [`$${name ?? at + 1}`, text];
    }),
  );
}

function compileWhere(where: Expression<FieldComparison>, place: PlaceTests): PlaceTest {
  if (where.kind === 'comparison') return place.compile(where.operator, where.value);
  const tests = where.operands.map((each) => compileWhere(each, place));
  return where.kind === 'and'
    ? (text, reader) => tests.every((test) => test(text, reader))
    : (text, reader) => tests.some((test) => test(text, reader));
}
