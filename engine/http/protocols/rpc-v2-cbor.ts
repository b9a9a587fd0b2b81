import { cbor, tag } from '@smithy/core/cbor';
import type { Dialect } from '../codec/dialect.ts';
import { serializationError } from '../codec/errors.ts';
import { Readers } from '../codec/reader.ts';
import { Writers } from '../codec/writer.ts';
import { messageOf, type Protocol, qualifiedType, queryErrorHeader } from './protocol.ts';

/** Tag 1 of CBOR: seconds since 1970. */
const EPOCH_TAG = 1;

const cborDialect: Dialect = {
  nameOf: (member) => member.name,
  readTimestamp(value) {
    const seconds = isEpoch(value) ? value.value : value;
    if (typeof seconds !== 'number') return undefined;
    const date = new Date(Math.round(seconds * 1000));
    return Number.isNaN(date.getTime()) ? undefined : date;
  },
  writeTimestamp: (value) => tag({ tag: EPOCH_TAG, value: value.getTime() / 1000 }),
  readBlob: (value) => (value instanceof Uint8Array ? value : undefined),
  writeBlob: (value) => value,
  writeNumber: (value) => value,
};

const isEpoch = (value: unknown): value is { tag: 1; value: unknown } =>
  typeof value === 'object' && value !== null && 'tag' in value && value.tag === EPOCH_TAG && 'value' in value;

const readers = new Readers(cborDialect);
const writers = new Writers(cborDialect);

/** Smithy's RPC v2 with CBOR: `POST /service/{target}/operation/{operation}`. */
export const rpcV2Cbor: Protocol = {
  name: 'rpcV2Cbor',

  read({ request, operation }) {
    if (request.body.length === 0) return {};
    let decoded: unknown;
    try {
      decoded = cbor.deserialize(request.body);
    } catch (error) {
      throw serializationError('The body is not valid CBOR.', error);
    }
    return readers.of(operation.input)(decoded, 0);
  },

  answer({ operation, requestId }, output) {
    return {
      status: 200,
      headers: headers(requestId),
      body: cbor.serialize(writers.of(operation.output)(output ?? {})),
    };
  },

  fault({ service, requestId }, fault) {
    const fields = fault.schema ? (writers.of(fault.schema)(fault.fields) as object) : fault.fields;
    return {
      status: fault.status,
      headers: { ...headers(requestId), ...queryErrorHeader(service, fault) },
      body: cbor.serialize({ __type: qualifiedType(service, fault), ...fields, ...messageOf(fault) }),
    };
  },
};

const headers = (requestId: string) => ({
  'x-amzn-RequestId': requestId,
  'smithy-protocol': 'rpc-v2-cbor',
  'content-type': 'application/cbor',
});
