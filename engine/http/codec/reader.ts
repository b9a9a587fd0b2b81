import type { Member, Shape, StructureShape } from '../schemas.ts';
import type { Dialect } from './dialect.ts';
import { serializationError } from './errors.ts';

/**
 * Turns a value just parsed (JSON or CBOR) into what operations get: types checked, timestamps as `Date`, blobs as bytes. Works in
 * place: the parsed value is nobody else's, and most of it stays as it is. A `null` counts as absent.
 */
export type Read = (value: unknown, depth: number) => unknown;

/** Nothing AWS takes is nested deeper. */
const DEEPEST = 100;

type Kept = Record<string, unknown>;

/** Readers of one dialect, made once per structure. */
export class Readers {
  readonly #dialect: Dialect;
  readonly #structures = new Map<StructureShape, Read>();

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  of(shape: Shape): Read {
    switch (shape.kind) {
      case 'structure':
        return this.#structure(shape);
      case 'list':
        return readList(this.of(shape.value.shape));
      case 'map':
        return readMap(this.of(shape.value.shape));
      case 'timestamp':
        return (value) => this.#dialect.readTimestamp(value) ?? wrongType(value, 'Timestamp');
      case 'blob':
        return (value) => this.#dialect.readBlob(value) ?? wrongType(value, 'Blob');
      case 'string':
        return (value) => (typeof value === 'string' ? value : wrongType(value, 'String'));
      case 'number':
        return readNumber;
      case 'boolean':
        return (value) => (typeof value === 'boolean' ? value : wrongType(value, 'Boolean'));
      default:
        return (value) => value;
    }
  }

  #structure(shape: StructureShape): Read {
    const known = this.#structures.get(shape);
    if (known) return known;
    // A shape that contains itself asks for its own reader while that is being made.
    let read: Read = (value, depth) => made(value, depth);
    this.#structures.set(shape, read);
    const made = readStructure(shape.members.map((member) => this.#field(member)));
    read = made;
    this.#structures.set(shape, read);
    return read;
  }

  #field(member: Member): Field {
    return { name: member.name, wire: this.#dialect.nameOf(member), read: this.of(member.shape) };
  }
}

interface Field {
  readonly name: string;
  readonly wire: string;
  readonly read: Read;
}

function readStructure(fields: readonly Field[]): Read {
  return (value, depth) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrongType(value, 'Structure');
    if (depth > DEEPEST) throw serializationError('The request is nested too deeply.');
    const record = value as Kept;
    for (const { name, wire, read } of fields) {
      const before = record[wire];
      if (before === undefined) continue;
      if (before === null) {
        record[wire] = undefined;
        continue;
      }
      const after = read(before, depth + 1);
      if (after !== before || name !== wire) record[name] = after;
    }
    return record;
  };
}

function readList(read: Read): Read {
  return (value, depth) => {
    if (!Array.isArray(value)) return wrongType(value, 'List');
    if (depth > DEEPEST) throw serializationError('The request is nested too deeply.');
    let gaps = false;
    for (let at = 0; at < value.length; at++) {
      const before = value[at];
      if (before === null || before === undefined) {
        gaps = true;
        continue;
      }
      const after = read(before, depth + 1);
      if (after !== before) value[at] = after;
    }
    return gaps ? value.filter((item) => item !== null && item !== undefined) : value;
  };
}

function readMap(read: Read): Read {
  return (value, depth) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrongType(value, 'Map');
    if (depth > DEEPEST) throw serializationError('The request is nested too deeply.');
    const record = value as Kept;
    for (const key of Object.keys(record)) {
      const before = record[key];
      if (before === null) {
        delete record[key];
        continue;
      }
      const after = read(before, depth + 1);
      if (after !== before) record[key] = after;
    }
    return record;
  };
}

const NUMBERS_AS_TEXT: Record<string, number> = { NaN: Number.NaN, Infinity: Infinity, '-Infinity': -Infinity };

const readNumber: Read = (value) => {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' && Object.hasOwn(NUMBERS_AS_TEXT, value)) return NUMBERS_AS_TEXT[value];
  return wrongType(value, 'Number');
};

/** The words AWS's Java services use, as far as they are known. */
function wrongType(value: unknown, wanted: string): never {
  if (wanted === 'Structure' || wanted === 'Map' || wanted === 'List') {
    throw serializationError(
      typeof value === 'object' && value !== null
        ? 'Start of structure or map found where not expected.'
        : `Unexpected value of type ${typeName(value)} where a ${wanted.toLowerCase()} was expected.`,
    );
  }
  if (typeof value === 'object' && value !== null) {
    throw serializationError(
      Array.isArray(value)
        ? 'Start of list found where not expected'
        : 'Start of structure or map found where not expected.',
    );
  }
  throw serializationError(`${typeName(value)} can not be converted to a ${wanted}`);
}

function typeName(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return 'NUMBER_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return 'STRING_VALUE';
}
