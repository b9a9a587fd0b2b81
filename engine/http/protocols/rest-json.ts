import { restJsonDialect } from '../codec/dialect.ts';
import { Readers } from '../codec/reader.ts';
import { Writers } from '../codec/writer.ts';
import { readJson, writeJson } from './aws-json.ts';
import { bindingsOf, readBindings, readPayload, writeBindings, writePayload } from './http-bindings.ts';
import { messageOf, type Protocol } from './protocol.ts';

const readers = new Readers(restJsonDialect);
const writers = new Writers(restJsonDialect);
const JSON_TYPE = 'application/json';

/** restJson1: Lambda and EventBridge Scheduler. */
export const restJson1: Protocol = {
  name: 'restJson1',

  read({ request, operation, labels }) {
    const input = readBindings(operation, request, labels);
    const { payload, body } = bindingsOf(operation.input);
    if (payload && (payload.shape.kind === 'structure' || payload.shape.kind === 'document')) {
      if (request.body.length > 0) input[payload.name] = readJson(request.body, readers.of(payload.shape));
    } else if (payload) {
      input[payload.name] = readPayload(payload, request.body);
    } else if (body.members.length > 0) {
      Object.assign(input, readJson(request.body, readers.of(body)));
    }
    return input;
  },

  answer({ operation, requestId }, output) {
    const values = (output ?? {}) as Record<string, unknown>;
    const { status, headers } = writeBindings(operation.output, values, operation.traits.http?.[2] ?? 200);
    const { payload, body } = bindingsOf(operation.output);
    const base = { 'x-amzn-RequestId': requestId, ...headers };
    if (!payload) {
      if (status === 204) return { status, headers: base, body: '' };
      return {
        status,
        headers: { ...base, 'content-type': JSON_TYPE },
        body: writeJson(values, body, writers.of(body)),
      };
    }
    const value = values[payload.name];
    if (payload.shape.kind === 'structure' && value !== undefined) {
      const text = JSON.stringify(writers.of(payload.shape)(value));
      return { status, headers: { ...base, 'content-type': JSON_TYPE }, body: text };
    }
    const type = payload.shape.kind === 'blob' ? 'application/octet-stream' : JSON_TYPE;
    return { status, headers: { 'content-type': type, ...base }, body: writePayload(value) };
  },

  fault({ requestId }, fault) {
    const bound = fault.schema ? writeBindings(fault.schema, fault.fields, fault.status).headers : {};
    const fields = fault.schema ? (writers.of(bindingsOf(fault.schema).body)(fault.fields) as object) : fault.fields;
    const typed = fault.schema?.members.some(({ name }) => name === 'Type');
    return {
      status: fault.status,
      headers: { 'x-amzn-RequestId': requestId, 'x-amzn-errortype': fault.code, 'content-type': JSON_TYPE, ...bound },
      body: JSON.stringify({
        ...(typed ? { Type: fault.status < 500 ? 'User' : 'Service' } : {}),
        ...fields,
        ...messageOf(fault),
      }),
    };
  },
};
