import { NormalizedSchema } from '@smithy/core/schema';

/** What a value on the wire is, as the SDK's own schema says it. Recursive shapes refer back to themselves. */
export type Shape = StructureShape | ListShape | MapShape | TimestampShape | SimpleShape;

export interface StructureShape {
  readonly kind: 'structure';
  readonly name: string;
  readonly members: readonly Member[];
  /** How many of the members, counted from the first, must be there. */
  readonly required: number;
  readonly traits: Traits;
}

export interface ListShape {
  readonly kind: 'list';
  readonly value: Member;
}

export interface MapShape {
  readonly kind: 'map';
  readonly key: Member;
  readonly value: Member;
}

export interface TimestampShape {
  readonly kind: 'timestamp';
  /** What the model asks for; undefined leaves it to the protocol. */
  readonly format: 'date-time' | 'http-date' | 'epoch-seconds' | undefined;
}

export interface SimpleShape {
  readonly kind: 'string' | 'number' | 'boolean' | 'blob' | 'document' | 'big-number' | 'unit';
}

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly traits: Traits;
}

/** The traits a protocol looks at, by the names the SDK gives them. */
export interface Traits {
  readonly xmlName?: string;
  readonly ec2QueryName?: string;
  readonly xmlFlattened?: unknown;
  readonly xmlAttribute?: unknown;
  readonly xmlNamespace?: readonly [prefix: string, uri: string];
  readonly jsonName?: string;
  readonly httpLabel?: unknown;
  readonly httpPayload?: unknown;
  readonly httpResponseCode?: unknown;
  readonly httpQueryParams?: unknown;
  readonly httpQuery?: string;
  readonly httpHeader?: string;
  readonly httpPrefixHeaders?: string;
  readonly streaming?: unknown;
  /** Not to be shown in messages. */
  readonly sensitive?: unknown;
  /** `[method, path template, status]` of an operation. */
  readonly http?: readonly [method: string, path: string, status: number];
  /** The status of an error. */
  readonly httpError?: number;
  /** Code and status an error had under the query protocol. */
  readonly awsQueryError?: readonly [code: string, status: number];
  readonly error?: 'client' | 'server';
}

export interface OperationSchema {
  readonly name: string;
  readonly input: StructureShape;
  readonly output: StructureShape;
  readonly traits: Traits;
}

/** A service's model, as far as its SDK client carries it. */
export interface ServiceSchema {
  readonly namespace: string;
  /** `Logs_20140328`: what comes before the dot in `x-amz-target`. */
  readonly target: string;
  /** `2014-03-28` */
  readonly version: string;
  readonly xmlNamespace: string | undefined;
  /** Whether the service once spoke the query protocol, so that clients still want the error codes of that time. */
  readonly queryCompatible: boolean;
  readonly operations: ReadonlyMap<string, OperationSchema>;
  readonly errors: ReadonlyMap<string, StructureShape>;
}

interface ProtocolSettings {
  readonly defaultNamespace?: string;
  readonly serviceTarget?: string;
  readonly version?: string;
  readonly xmlNamespace?: string;
  readonly awsQueryCompatible?: boolean;
}

/** Reads the schemas an SDK client's module exports: `PutLogEvents$` and its kind. */
export function readServiceSchema(sdk: object): ServiceSchema {
  const shapes = new ShapeReader();
  const operations = new Map<string, OperationSchema>();
  const errors = new Map<string, StructureShape>();
  for (const exported of Object.values(sdk)) {
    if (!Array.isArray(exported)) continue;
    if (exported[0] === 9) {
      const [, , name, , input, output] = exported;
      const traits = NormalizedSchema.of(exported as never).getOwnTraits() as Traits;
      operations.set(name, { name, traits, input: shapes.structure(input), output: shapes.structure(output) });
    } else if (exported[0] === -3) {
      errors.set(exported[2], shapes.structure(exported));
    }
  }
  const settings = protocolSettings(sdk);
  return {
    namespace: settings.defaultNamespace ?? '',
    target: settings.serviceTarget ?? '',
    version: settings.version ?? '',
    xmlNamespace: settings.xmlNamespace,
    queryCompatible: settings.awsQueryCompatible ?? false,
    operations,
    errors,
  };
}

type ClientClass = new (config: object) => { config: { protocolSettings?: ProtocolSettings } };

function protocolSettings(sdk: object): ProtocolSettings {
  const found = Object.entries(sdk).find(
    ([name, value]) => /^[A-Z]\w*Client$/.test(name) && typeof value === 'function',
  );
  if (!found) return {};
  const Client = found[1] as ClientClass;
  const client = new Client({ region: 'us-east-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
  return client.config.protocolSettings ?? {};
}

const UNIT: StructureShape = { kind: 'structure', name: 'Unit', members: [], required: 0, traits: {} };

class ShapeReader {
  readonly #structures = new Map<unknown, StructureShape>();

  structure(reference: unknown): StructureShape {
    const shape = this.#shape(NormalizedSchema.of(reference as never));
    return shape.kind === 'structure' ? shape : UNIT;
  }

  #shape(schema: NormalizedSchema): Shape {
    if (schema.isStructSchema()) return this.#structureOf(schema);
    if (schema.isListSchema()) return { kind: 'list', value: this.#member('member', schema.getValueSchema()) };
    if (schema.isMapSchema()) {
      return {
        kind: 'map',
        key: this.#member('key', schema.getKeySchema()),
        value: this.#member('value', schema.getValueSchema()),
      };
    }
    if (schema.isTimestampSchema()) return { kind: 'timestamp', format: TIMESTAMP_FORMATS[Number(schema.getSchema())] };
    return { kind: simpleKind(schema) };
  }

  #structureOf(schema: NormalizedSchema): StructureShape {
    const key = schema.getSchema();
    const known = this.#structures.get(key);
    if (known) return known;
    const members: Member[] = [];
    const shape: StructureShape = {
      kind: 'structure',
      name: schema.getName() ?? '',
      members,
      required: Array.isArray(key) && typeof key[6] === 'number' ? key[6] : 0,
      traits: schema.getOwnTraits() as Traits,
    };
    this.#structures.set(key, shape);
    for (const [name, member] of schema.structIterator()) members.push(this.#member(name, member));
    return shape;
  }

  #member(name: string, schema: NormalizedSchema): Member {
    return { name, shape: this.#shape(schema), traits: schema.getMergedTraits() as Traits };
  }
}

/** The SDK's numbers for timestamps; 4 has no format of its own. */
const TIMESTAMP_FORMATS: Record<number, TimestampShape['format']> = {
  5: 'date-time',
  6: 'http-date',
  7: 'epoch-seconds',
};

function simpleKind(schema: NormalizedSchema): SimpleShape['kind'] {
  if (schema.isStringSchema()) return 'string';
  if (schema.isNumericSchema()) return 'number';
  if (schema.isBooleanSchema()) return 'boolean';
  if (schema.isBlobSchema()) return 'blob';
  if (schema.isDocumentSchema()) return 'document';
  if (schema.isBigIntegerSchema() || schema.isBigDecimalSchema()) return 'big-number';
  return 'unit';
}
