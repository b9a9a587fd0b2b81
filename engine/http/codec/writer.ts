import type { Shape, StructureShape } from '../schemas.ts';
import type { Dialect } from './dialect.ts';

/**
 * Turns what an operation gave into what goes on the wire: the members the model knows and no others, timestamps and blobs in the
 * dialect's form. Undefined members are left out. The given value is not touched: it may be a document of the store.
 */
export type Write = (value: unknown) => unknown;

/** Writers of one dialect, made once per structure. */
export class Writers {
  readonly #dialect: Dialect;
  readonly #structures = new Map<StructureShape, Write>();

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  of(shape: Shape): Write {
    const dialect = this.#dialect;
    switch (shape.kind) {
      case 'structure':
        return this.#structure(shape);
      case 'list': {
        const write = this.of(shape.value.shape);
        return (value) => (value as unknown[]).map((item) => (item === null ? null : write(item)));
      }
      case 'map':
        return writeMap(this.of(shape.value.shape));
      case 'timestamp':
        return (value) => dialect.writeTimestamp(asDate(value), shape.format);
      case 'blob':
        return (value) => dialect.writeBlob(typeof value === 'string' ? Buffer.from(value) : (value as Uint8Array));
      case 'number':
        return (value) => dialect.writeNumber(value as number);
      default:
        return (value) => value;
    }
  }

  #structure(shape: StructureShape): Write {
    const known = this.#structures.get(shape);
    if (known) return known;
    // A shape that contains itself asks for its own writer while that is being made.
    this.#structures.set(shape, (value) => made(value));
    const fields = shape.members.map((member) => ({
      name: member.name,
      wire: this.#dialect.nameOf(member),
      write: this.of(member.shape),
    }));
    const made: Write = (value) => {
      const record = value as Record<string, unknown>;
      const written: Record<string, unknown> = {};
      for (const { name, wire, write } of fields) {
        const member = record[name];
        if (member !== undefined && member !== null) written[wire] = write(member);
      }
      return written;
    };
    this.#structures.set(shape, made);
    return made;
  }
}

function writeMap(write: Write): Write {
  return (value) => {
    const written: Record<string, unknown> = Object.create(null);
    for (const [key, item] of Object.entries(value as object)) {
      if (item !== undefined && item !== null) written[key] = write(item);
    }
    return written;
  };
}

/** Operations may give a moment as the clock does, in milliseconds since 1970. */
export const asDate = (value: unknown): Date => (value instanceof Date ? value : new Date(value as number | string));
