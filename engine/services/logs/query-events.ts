import type { FieldList, QueryEvent, Value } from '../../../core/insights/index.ts';
import { MessageFields } from '../../../core/log-formats/index.ts';
import type { ChunkReader } from './chunk.ts';
import type { ChunkRow, ChunkTable } from './chunk-table.ts';
import type { Column, Columns } from './query-columns.ts';
import { recordPointer } from './record-pointer.ts';

/** Where the events of a chunk are. */
export interface Whereabouts {
  /** `123456789012:group` */
  readonly log: string;
  readonly logStream: string;
  readonly flowLogFormat: string | undefined;
  /** Whether fields are discovered in messages: in groups of the Standard class only. */
  readonly discovers: boolean;
}

/** A chunk has fewer events than this. */
const ORDERS = 16_384;

interface FieldSource {
  readonly column: Column | undefined;
  /** Of the chunk at hand; undefined as long as it is not there. */
  codes: Uint16Array | undefined;
}

/**
 * The events of stored chunks as a query sees them. One object stands for event after event; a chunk's body is read only when something
 * is asked that is not in a column, and fields that every event is asked for become columns on the way.
 */
export class StoredEvents implements QueryEvent {
  readonly #chunks: Pick<ChunkTable, 'read'>;
  readonly #fields: MessageFields;
  readonly #sources: readonly FieldSource[];
  #chunk: ChunkRow | undefined;
  #where: Whereabouts = { log: '', logStream: '', flowLogFormat: undefined, discovers: false };
  #reader: ChunkReader | undefined;
  #index = 0;
  #message: string | undefined;
  #isRead = false;
  timestamp = 0;

  constructor(chunks: Pick<ChunkTable, 'read'>, fields: FieldList, columns: Columns) {
    this.#chunks = chunks;
    this.#fields = new MessageFields(fields.names);
    this.#sources = fields.names.map((name, index) => ({
      column: fields.isTested(index) ? columns.column(name) : undefined,
      codes: undefined,
    }));
  }

  /** Goes over to the events of a chunk that is there. */
  open(chunk: ChunkRow, where: Whereabouts): void {
    this.#chunk = chunk;
    this.#where = where;
    this.#reader = undefined;
    for (const source of this.#sources) source.codes = source.column?.of(chunk.id);
  }

  at(index: number, timestamp: number): this {
    this.timestamp = timestamp;
    this.#index = index;
    this.#message = undefined;
    this.#isRead = false;
    return this;
  }

  get reader(): ChunkReader {
    this.#reader ??= this.#chunks.read(this.#chunk!);
    return this.#reader;
  }

  get message(): string {
    this.#message ??= this.reader.message(this.#index);
    return this.#message;
  }

  get ingestionTime(): number {
    return this.#chunk!.ingestedAt;
  }

  get order(): number {
    return this.#chunk!.id * ORDERS + this.#index;
  }

  get log(): string {
    return this.#where.log;
  }

  get logStream(): string {
    return this.#where.logStream;
  }

  get ptr(): string {
    return recordPointer({ log: this.#where.log, chunk: this.#chunk!.id, index: this.#index });
  }

  field(index: number): Value {
    if (!this.#where.discovers) return undefined;
    const source = this.#sources[index]!;
    const { column } = source;
    // What a group says of its format may change: then columns would be wrong.
    if (column !== undefined && !column.tooWide && this.#where.flowLogFormat === undefined) {
      if (source.codes === undefined) this.#makeColumns();
      if (source.codes !== undefined) return column.values[source.codes[this.#index]!];
    }
    if (!this.#isRead) {
      this.#isRead = true;
      this.#fields.read(this.message, this.#where.flowLogFormat);
    }
    return this.#fields.value(index);
  }

  /** Reads every event of the chunk once, for all columns it is not in yet. */
  #makeColumns(): void {
    const chunk = this.#chunk!;
    const missing = [...this.#sources.entries()].flatMap(([index, source]) => {
      const { column, codes } = source;
      return column && !codes && !column.tooWide
        ? [{ index, source, column, codes: new Uint16Array(chunk.count) }]
        : [];
    });
    const { reader } = this;
    for (let event = 0; event < chunk.count; event += 1) {
      this.#fields.read(reader.message(event));
      for (const { index, column, codes } of missing) {
        if (!column.tooWide) codes[event] = column.number(this.#fields.value(index));
      }
    }
    for (const { source, column, codes } of missing) {
      if (column.tooWide) continue;
      column.keep(chunk.id, codes);
      source.codes = codes;
    }
    this.#isRead = false;
  }
}
