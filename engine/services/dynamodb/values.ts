import { AwsError } from '../../errors.ts';
import { compareDecimals, formatDecimal, parseDecimal, sortable } from './decimal.ts';

/** A value as DynamoDB has it: an object with one member that names its type. */
export type Value =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: Uint8Array }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly L: readonly Value[] }
  | { readonly M: Item }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly Uint8Array[] };

export type Item = Readonly<Record<string, Value>>;
export type TypeName = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'L' | 'M' | 'SS' | 'NS' | 'BS';

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

export const typeOf = (value: Value): TypeName => Object.keys(value)[0] as TypeName;

/** Checks what came in and brings it into one form: numbers as DynamoDB writes them, one type each. */
export function readItem(input: Readonly<Record<string, unknown>>): Item {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, readValue(value)]));
}

export function readValue(input: unknown): Value {
  const entries = Object.entries(input as object).filter(([, value]) => value !== undefined);
  const [entry, second] = entries;
  if (!entry) throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  if (second) {
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return ofType(entry[0] as TypeName, entry[1] as never);
}

function ofType(type: TypeName, value: never): Value {
  switch (type) {
    case 'N':
      return { N: number(value) };
    case 'L':
      return { L: (value as unknown[]).map(readValue) };
    case 'M':
      return { M: readItem(value) };
    case 'NS':
      return { NS: set(value as string[], 'number').map(number) };
    case 'SS':
      return { SS: set(value as string[], 'string') };
    case 'BS':
      return { BS: set(value as Uint8Array[], 'binary') };
    case 'NULL':
      if (value !== true)
        throw invalid(
          'One or more parameter values were invalid: Null attribute value types must have the value of true',
        );
      return { NULL: true };
    default:
      return { [type]: value } as unknown as Value;
  }
}

function number(text: string): string {
  const decimal = parseDecimal(text);
  if (decimal) return formatDecimal(decimal);
  if (/^[+-]?\d*\.?\d*(e[+-]?\d+)?$/i.test(text) && /\d/.test(text)) {
    throw invalid(
      Math.abs(Number(text)) < 1
        ? 'Number underflow. Attempting to store a number with magnitude smaller than supported range'
        : 'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  }
  throw invalid(`The parameter cannot be converted to a numeric value: ${text}`);
}

function set<T extends string | Uint8Array>(items: readonly T[], kind: string): readonly T[] {
  if (items.length === 0) {
    throw invalid(`One or more parameter values were invalid: An ${kind} set  may not be empty`);
  }
  const texts = items.map((item) => (typeof item === 'string' ? item : Buffer.from(item).toString('base64')));
  if (new Set(texts).size < items.length) {
    throw invalid(
      `One or more parameter values were invalid: Input collection [${texts.join(', ')}] contains duplicates.`,
    );
  }
  return items;
}

/** Orders two values of one type; undefined when they have no order. */
export function compareValues(a: Value, b: Value): number | undefined {
  if ('N' in a && 'N' in b) return compareDecimals(parseDecimal(a.N)!, parseDecimal(b.N)!);
  if ('S' in a && 'S' in b) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if ('B' in a && 'B' in b) return Buffer.compare(a.B, b.B);
  return undefined;
}

export function equalValues(a: Value, b: Value): boolean {
  if (typeOf(a) !== typeOf(b)) return false;
  if ('L' in a && 'L' in b) return a.L.length === b.L.length && a.L.every((item, at) => equalValues(item, b.L[at]!));
  if ('M' in a && 'M' in b) return equalItems(a.M, b.M);
  const elements = elementsOf(a);
  if (elements) {
    const others = new Set((elementsOf(b) ?? []).map(elementKey));
    return elements.length === others.size && elements.every((element) => others.has(elementKey(element)));
  }
  const order = compareValues(a, b);
  return order === undefined ? Object.values(a)[0] === Object.values(b)[0] : order === 0;
}

function equalItems(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => b[name] && equalValues(a[name]!, b[name]));
}

/** The elements of a set, each as a value of its own; undefined for what is no set. */
export function elementsOf(value: Value): Value[] | undefined {
  if ('SS' in value) return value.SS.map((S) => ({ S }));
  if ('NS' in value) return value.NS.map((N) => ({ N }));
  if ('BS' in value) return value.BS.map((B) => ({ B }));
  return undefined;
}

/** What makes an element of a set the same as another. */
export function elementKey(value: Value): string {
  if ('N' in value) return formatDecimal(parseDecimal(value.N)!);
  if ('B' in value) return Buffer.from(value.B).toString('base64');
  return String(Object.values(value)[0]);
}

/** A key attribute as a text that sorts as DynamoDB orders keys. */
export function keyText(value: Value): string {
  if ('N' in value) return sortable(parseDecimal(value.N)!);
  if ('B' in value) return Buffer.from(value.B).toString('hex');
  return 'S' in value ? value.S : '';
}

/** How many bytes an item counts for: names and values, lists and maps 3 more and 1 for each member. */
export const sizeOfItem = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value), 0);

function sizeOf(value: Value): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return Math.ceil(value.N.length / 2) + 1;
  if ('B' in value) return value.B.length;
  if ('L' in value) return 3 + value.L.reduce((sum, item) => sum + 1 + sizeOf(item), 0);
  if ('M' in value) return 3 + sizeOfItem(value.M) + Object.keys(value.M).length;
  return elementsOf(value)?.reduce((sum, element) => sum + sizeOf(element), 0) ?? 1;
}

/** An item as text for the store; bytes become base64. */
export const freeze = (item: Item): string =>
  JSON.stringify(item, (_, value) =>
    value?.type === 'Buffer' && Array.isArray(value.data) ? frozenBytes(value) : value,
  );

const frozenBytes = ({ data }: { data: number[] }) => ({ $bytes: Buffer.from(data).toString('base64') });

export const thaw = (text: string): Item =>
  JSON.parse(text, (_, value) => (typeof value?.$bytes === 'string' ? Buffer.from(value.$bytes, 'base64') : value));
