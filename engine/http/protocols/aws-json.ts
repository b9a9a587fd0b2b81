import { awsJsonDialect } from '../codec/dialect.ts';
import { serializationError } from '../codec/errors.ts';
import { type Read, Readers } from '../codec/reader.ts';
import { type Write, Writers } from '../codec/writer.ts';
import type { StructureShape } from '../schemas.ts';
import { messageOf, type Protocol, qualifiedType, queryErrorHeader } from './protocol.ts';

const readers = new Readers(awsJsonDialect);
const writers = new Writers(awsJsonDialect);

/** awsJson 1.0 and 1.1: they differ in the content type and in how an error's type is written. */
function awsJson(version: '1.0' | '1.1'): Protocol {
  const contentType = `application/x-amz-json-${version}`;
  return {
    name: `awsJson${version.replace('.', '_')}`,

    read({ request, operation }) {
      return readJson(request.body, readers.of(operation.input));
    },

    answer({ operation, requestId }, output) {
      return {
        status: 200,
        headers: { 'x-amzn-RequestId': requestId, 'content-type': contentType },
        body: writeJson(output, operation.output, writers.of(operation.output)),
      };
    },

    fault({ service, requestId }, fault) {
      const type = version === '1.0' ? qualifiedType(service, fault) : fault.code;
      const fields = fault.schema ? (writers.of(fault.schema)(fault.fields) as object) : fault.fields;
      return {
        status: fault.status,
        headers: { 'x-amzn-RequestId': requestId, 'content-type': contentType, ...queryErrorHeader(service, fault) },
        body: JSON.stringify({ __type: type, ...fields, ...messageOf(fault) }),
      };
    },
  };
}

export const awsJson1_0 = awsJson('1.0');
export const awsJson1_1 = awsJson('1.1');

/** Reads a JSON body by `read`; an empty one is an empty structure. */
export function readJson(body: Buffer, read: Read): unknown {
  if (body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString());
  } catch (error) {
    throw serializationError(error instanceof Error ? error.message : 'The body is not JSON.', error);
  }
  return read(parsed, 0);
}

export function writeJson(output: unknown, shape: StructureShape, write: Write): string {
  return shape.members.length === 0 ? '{}' : JSON.stringify(write(output ?? {}));
}
