import type { Fault } from '../errors.ts';
import { didYouMean } from './did-you-mean.ts';
import { type JsonNode, plain } from './json-text.ts';

/** What a JSON value may be: the part of JSON Schema the unified agent's settings need, with words for a person. */
export type Shape =
  | { readonly kind: 'any' }
  | TextShape
  | { readonly kind: 'whole'; readonly least: number; readonly most: number; readonly oneOf?: readonly number[] }
  | { readonly kind: 'flag' }
  | ListShape
  | RecordShape
  | EitherShape;

/** A shape chosen by what kind of value there is. */
export interface EitherShape {
  readonly kind: 'either';
  readonly array?: Shape;
  readonly object?: Shape;
  readonly scalar?: Shape;
}

export interface TextShape {
  readonly kind: 'text';
  readonly shortest: number;
  readonly longest: number;
  readonly oneOf?: readonly string[];
  readonly noneOf?: readonly string[];
  /** Texts shorter than `shortest` that are right nevertheless. */
  readonly orMatches?: RegExp;
}

export interface ListShape {
  readonly kind: 'list';
  readonly of: Shape;
  readonly fewest: number;
  readonly most: number;
  readonly unique: boolean;
}

export interface RecordShape {
  readonly kind: 'record';
  readonly keys: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  /** Of each of these at least one key must be there. */
  readonly someOf: readonly string[];
  /** What keys that are not named may be; without it there must be none. */
  readonly others: Shape | undefined;
  readonly fewest: number;
  readonly most: number;
}

export const any: Shape = { kind: 'any' };
export const flag: Shape = { kind: 'flag' };
export const text = (shortest = 0, longest = Infinity): TextShape => ({ kind: 'text', shortest, longest });
export const word = (...oneOf: string[]): TextShape => ({ ...text(), oneOf });
export const whole = (least = -Infinity, most = Infinity): Shape => ({ kind: 'whole', least, most });
export const wholeOf = (...oneOf: number[]): Shape => ({ kind: 'whole', least: -Infinity, most: Infinity, oneOf });
export const list = (of: Shape, { fewest = 0, most = Infinity, unique = false } = {}): ListShape => ({
  kind: 'list',
  of,
  fewest,
  most,
  unique,
});
type RecordOptions = Partial<Omit<RecordShape, 'kind' | 'keys'>>;
export const record = (keys: Readonly<Record<string, Shape>>, options: RecordOptions = {}): RecordShape => ({
  kind: 'record',
  keys,
  required: [],
  someOf: [],
  others: undefined,
  fewest: 0,
  most: Infinity,
  ...options,
});
/** A record to which keys may be added that are not named here. */
export const open = (keys: Readonly<Record<string, Shape>>, options: RecordOptions = {}): RecordShape =>
  record(keys, { others: any, ...options });
export const oneOrMore = (of: Shape, most: number): Shape => ({
  kind: 'either',
  array: list(of, { fewest: 1, most }),
  object: of,
});
export const either = (object: Shape, scalar: Shape): Shape => ({ kind: 'either', object, scalar });

/** Everything in which a value departs from its shape, in the order of the text. */
export function faults(node: JsonNode, shape: Shape, file: string, path = ''): Fault[] {
  const fault = (message: string, line = node.line): Fault => ({
    file,
    line,
    message: `${path || 'the file'} ${message}`,
  });
  switch (shape.kind) {
    case 'any':
      return [];
    case 'either':
      return eitherFaults(node, shape, file, path) ?? [fault(`cannot be ${shown(node)}`)];
    case 'flag':
      return typeof scalar(node) === 'boolean' ? [] : [fault(`must be true or false, not ${shown(node)}`)];
    case 'whole':
      return wholeFaults(scalar(node), shape).map((message) => fault(`${message}, not ${shown(node)}`));
    case 'text':
      return textFaults(scalar(node), shape).map((message) => fault(`${message}, not ${shown(node)}`));
    case 'list': {
      if (node.kind !== 'array') return [fault(`must be a list, not ${shown(node)}`)];
      const own = sizeFaults(node.items.length, shape, 'elements').map((message) => fault(message));
      if (shape.unique) own.push(...repeated(node.items).map((line) => fault('has the same element twice', line)));
      return [...own, ...node.items.flatMap((item, index) => faults(item, shape.of, file, `${path}[${index}]`))];
    }
    case 'record': {
      if (node.kind !== 'object') return [fault(`must be an object, not ${shown(node)}`)];
      const own = sizeFaults(node.members.size, shape, 'keys').map((message) => fault(message));
      for (const key of shape.required) if (!node.members.has(key)) own.push(fault(`lacks "${key}"`));
      if (shape.someOf.length > 0 && !shape.someOf.some((key) => node.members.has(key))) {
        own.push(fault(`lacks one of ${shape.someOf.map((key) => `"${key}"`).join(', ')}`));
      }
      for (const [key, member] of node.members) {
        const within = Object.hasOwn(shape.keys, key) ? shape.keys[key] : shape.others;
        if (within) own.push(...faults(member.value, within, file, path ? `${path}.${key}` : key));
        else own.push(fault(`has an unknown key "${key}"${didYouMean(key, Object.keys(shape.keys))}`, member.line));
      }
      return own;
    }
  }
}

function eitherFaults(node: JsonNode, shape: EitherShape, file: string, path: string): Fault[] | undefined {
  const chosen = shape[node.kind];
  return chosen && faults(node, chosen, file, path);
}

const scalar = (node: JsonNode): unknown => (node.kind === 'scalar' ? node.value : undefined);

function shown(node: JsonNode): string {
  const written = JSON.stringify(plain(node));
  return written.length > 60 ? `${written.slice(0, 57)}...` : written;
}

function wholeFaults(value: unknown, { least, most, oneOf }: Extract<Shape, { kind: 'whole' }>): string[] {
  if (typeof value !== 'number' || !Number.isInteger(value)) return ['must be a whole number'];
  if (oneOf && !oneOf.includes(value)) return [`must be one of ${oneOf.join(', ')}`];
  return value < least || value > most ? [`must be ${range(least, most)}`] : [];
}

function textFaults(value: unknown, shape: TextShape): string[] {
  if (typeof value !== 'string') return ['must be a text'];
  if (shape.oneOf && !shape.oneOf.includes(value)) return [`must be one of ${shape.oneOf.join(', ')}`];
  if (shape.noneOf?.includes(value)) return [`must be other than ${shape.noneOf.join(', ')}`];
  const length = [...value].length;
  if (length > shape.longest) return [`must have ${range(shape.shortest, shape.longest)} characters`];
  if (length < shape.shortest && !shape.orMatches?.test(value))
    return [`must have ${range(shape.shortest, shape.longest)} characters`];
  return [];
}

function sizeFaults(size: number, { fewest, most }: { fewest: number; most: number }, what: string): string[] {
  return size < fewest || size > most ? [`must have ${range(fewest, most)} ${what}, and has ${size}`] : [];
}

const range = (least: number, most: number): string => {
  if (most === Infinity) return `at least ${least}`;
  return least === -Infinity || least === 0 ? `at most ${most}` : `${least} to ${most}`;
};

function repeated(items: readonly JsonNode[]): number[] {
  const seen = new Set<string>();
  const lines: number[] = [];
  for (const item of items) {
    const written = JSON.stringify(sorted(plain(item)));
    if (seen.has(written)) lines.push(item.line);
    seen.add(written);
  }
  return lines;
}

/** The value with its keys in order, so that equal values are written alike. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, within]) => [key, sorted(within)]),
  );
}
