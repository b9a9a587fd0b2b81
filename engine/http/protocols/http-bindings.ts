import { AwsError } from '../../errors.ts';
import { readText, TextError, writeText } from '../codec/text.ts';
import type { HttpRequest } from '../exchange.ts';
import type { ListShape, Member, OperationSchema, Shape, StructureShape } from '../schemas.ts';

type Values = Record<string, unknown>;

/** The members of a structure by where the REST protocols put them. */
export interface Bindings {
  readonly labels: readonly Member[];
  readonly queries: readonly Member[];
  readonly queryParams: Member | undefined;
  readonly headers: readonly Member[];
  readonly prefixHeaders: readonly Member[];
  readonly status: Member | undefined;
  readonly payload: Member | undefined;
  /** What is left: the members of the document in the body. */
  readonly body: StructureShape;
}

const known = new WeakMap<StructureShape, Bindings>();

export function bindingsOf(shape: StructureShape): Bindings {
  let found = known.get(shape);
  if (!found) {
    found = sort(shape);
    known.set(shape, found);
  }
  return found;
}

function sort(shape: StructureShape): Bindings {
  const having = (trait: keyof Member['traits']) => shape.members.filter(({ traits }) => traits[trait] !== undefined);
  const bound = ['httpLabel', 'httpQuery', 'httpQueryParams', 'httpHeader', 'httpPrefixHeaders'] as const;
  const elsewhere = new Set([...bound, 'httpResponseCode' as const, 'httpPayload' as const].flatMap(having));
  return {
    labels: having('httpLabel'),
    queries: having('httpQuery'),
    queryParams: having('httpQueryParams')[0],
    headers: having('httpHeader'),
    prefixHeaders: having('httpPrefixHeaders'),
    status: having('httpResponseCode')[0],
    payload: having('httpPayload')[0],
    body: { ...shape, members: shape.members.filter((member) => !elsewhere.has(member)) },
  };
}

/** All of an input but what stands in the body. */
export function readBindings(operation: OperationSchema, request: HttpRequest, labels: Record<string, string>): Values {
  try {
    return read(bindingsOf(operation.input), request, labels);
  } catch (error) {
    if (error instanceof TextError || error instanceof URIError) {
      throw new AwsError('SerializationException', error.message, { cause: error });
    }
    throw error;
  }
}

function read(bindings: Bindings, request: HttpRequest, labels: Record<string, string>): Values {
  const input: Values = {};
  for (const { name, shape } of bindings.labels) {
    const text = labels[name];
    if (text !== undefined) input[name] = readText(shape, decodeURIComponent(text));
  }
  if (request.query !== '' && (bindings.queries.length > 0 || bindings.queryParams)) {
    const query = new URLSearchParams(request.query);
    for (const { name, shape, traits } of bindings.queries) {
      const texts = query.getAll(traits.httpQuery ?? '');
      if (texts.length > 0) input[name] = readAll(shape, texts);
    }
    if (bindings.queryParams) input[bindings.queryParams.name] = Object.fromEntries(query);
  }
  for (const { name, shape, traits } of bindings.headers) {
    const text = request.headers[traits.httpHeader?.toLowerCase() ?? ''];
    if (typeof text === 'string' && text !== '') input[name] = readHeader(shape, text);
  }
  for (const { name, traits } of bindings.prefixHeaders)
    input[name] = withPrefix(request, traits.httpPrefixHeaders ?? '');
  return input;
}

const readAll = (shape: Shape, texts: string[]): unknown =>
  shape.kind === 'list' ? texts.map((text) => readText(shape.value.shape, text)) : readText(shape, texts[0]!);

function readHeader(shape: Shape, text: string): unknown {
  if (shape.kind !== 'list') return readText(shape, text);
  return splitHeader(shape, text).map((item) => readText(shape.value.shape, item.trim()));
}

/** HTTP dates have a comma of their own. */
const splitHeader = (shape: ListShape, text: string): string[] =>
  shape.value.shape.kind === 'timestamp' ? (text.match(/[^,]+,[^,]+/g) ?? [text]) : text.split(',');

function withPrefix({ headers }: HttpRequest, prefix: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(prefix.toLowerCase()) && typeof value === 'string') found[name.slice(prefix.length)] = value;
  }
  return found;
}

/** Status and headers of an answer. */
export function writeBindings(shape: StructureShape, output: Values, status: number) {
  const bindings = bindingsOf(shape);
  const headers: Record<string, string> = {};
  for (const { name, shape: type, traits } of bindings.headers) {
    const value = output[name];
    if (value !== undefined && value !== null)
      headers[(traits.httpHeader ?? '').toLowerCase()] = writeHeader(type, value);
  }
  for (const { name, traits } of bindings.prefixHeaders) {
    for (const [key, value] of Object.entries((output[name] ?? {}) as Record<string, string>)) {
      headers[`${traits.httpPrefixHeaders ?? ''}${key}`.toLowerCase()] = value;
    }
  }
  const code = bindings.status && output[bindings.status.name];
  return { status: typeof code === 'number' ? code : status, headers };
}

const writeHeader = (shape: Shape, value: unknown): string =>
  shape.kind === 'list'
    ? (value as unknown[]).map((item) => writeText(shape.value.shape, item, 'http-date')).join(', ')
    : writeText(shape, value, 'http-date');

/** The body of a payload that is bytes or text, as it goes on the wire. */
export function writePayload(value: unknown): string | Uint8Array {
  if (value === undefined || value === null) return '';
  return value instanceof Uint8Array ? value : String(value);
}

/** The input member a body of bytes or text becomes. */
export const readPayload = ({ shape }: Member, body: Buffer): unknown => {
  if (shape.kind === 'blob') return body;
  return body.length === 0 ? undefined : body.toString();
};
