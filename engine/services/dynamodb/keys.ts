import type { KeyNames, Table } from './model.ts';
import { type Item, invalid, keyText, typeOf, type Value } from './values.ts';

/** Where an item is kept: its key attributes as texts that sort as DynamoDB orders them. */
export interface Place {
  readonly hash: string;
  readonly range: string;
}

const LONGEST = { hash: 2048, range: 1024 };

/** The place of a whole item, which must have the table's key attributes. */
export function placeOfItem(table: Table, item: Item): Place {
  for (const name of namesOf(table.keys)) {
    const value = item[name];
    if (value === undefined)
      throw invalid(`One or more parameter values were invalid: Missing the key ${name} in the item`);
    assertType(table, name, value);
    assertContent(name, value, name === table.keys.hash ? LONGEST.hash : LONGEST.range);
  }
  return placeOf(table.keys, item);
}

/** The place a `Key` names: exactly the table's key attributes. */
export function placeOfKey(table: Table, key: Item): Place {
  const names = namesOf(table.keys);
  const matches =
    Object.keys(key).length === names.length &&
    names.every((name) => key[name] && typeOf(key[name]) === declaredType(table, name));
  if (!matches) throw invalid('The provided key element does not match the schema');
  for (const name of names) assertContent(name, key[name]!, name === table.keys.hash ? LONGEST.hash : LONGEST.range);
  return placeOf(table.keys, key);
}

export const namesOf = ({ hash, range }: KeyNames): string[] => (range === undefined ? [hash] : [hash, range]);

export const keyOfItem = (keys: KeyNames, item: Item): Item =>
  Object.fromEntries(namesOf(keys).flatMap((name) => (item[name] ? [[name, item[name]]] : [])));

const placeOf = ({ hash, range }: KeyNames, item: Item): Place => ({
  hash: keyText(item[hash]!),
  range: range === undefined ? '' : keyText(item[range]!),
});

const declaredType = ({ attributes }: Table, name: string): string =>
  attributes.find(({ AttributeName }) => AttributeName === name)?.AttributeType ?? '';

function assertType(table: Table, name: string, value: Value): void {
  const expected = declaredType(table, name);
  if (typeOf(value) === expected) return;
  throw invalid(
    `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${expected} actual: ${typeOf(value)}`,
  );
}

function assertContent(name: string, value: Value, longest: number): void {
  const size = 'S' in value ? Buffer.byteLength(value.S) : 'B' in value ? value.B.length : 1;
  if (size === 0) {
    const kind = 'S' in value ? 'string' : 'binary';
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`,
    );
  }
  if (size <= longest) return;
  throw invalid(
    longest === LONGEST.hash
      ? 'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes'
      : 'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
  );
}
