import type { Json } from '../cloudtrail/index.ts';

/** A field's value: a number is its text as it stands in the event; a list or a map is a part of a JSON document. */
export type FieldValue = string | boolean | Json | undefined;

/** The fields of a line of text, by name. */
export type Fields = Readonly<Record<string, string>>;

/** Fields of the parts that are there. */
export function fieldsOf(names: readonly string[], values: readonly (string | undefined)[]): Fields {
  const fields: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const value = values[index];
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}
