import { AwsError } from '../../errors.ts';
import { serializationError } from '../codec/errors.ts';
import { TextError } from '../codec/text.ts';
import { escapeXml, parseXml } from '../codec/xml.ts';
import { readXml, readXmlMembers } from '../codec/xml-reader.ts';
import { writeXmlMembers } from '../codec/xml-writer.ts';
import type { Member } from '../schemas.ts';
import { bindingsOf, readBindings, readPayload, writeBindings, writePayload } from './http-bindings.ts';
import { type Exchange, type Protocol, queryCode } from './protocol.ts';

const XML_TYPE = 'application/xml';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** restXml, as S3 speaks it. */
export const restXml: Protocol = {
  name: 'restXml',

  read(exchange) {
    const { request, operation, labels } = exchange;
    const input = readBindings(operation, request, labels);
    const { payload, body } = bindingsOf(operation.input);
    if (payload && payload.shape.kind !== 'structure') input[payload.name] = readPayload(payload, request.body);
    else if (request.body.length > 0) readDocument(exchange, input, payload, body.members.length > 0);
    return input;
  },

  answer({ service, operation, requestId }, output) {
    const values = (output ?? {}) as Record<string, unknown>;
    const { status: whole, headers } = writeBindings(operation.output, values, operation.traits.http?.[2] ?? 200);
    // S3's model does not say so, but a part of an object has a status of its own.
    const status = headers['content-range'] === undefined ? whole : 206;
    const { payload, body } = bindingsOf(operation.output);
    const base = { 'x-amz-request-id': requestId, 'x-amz-id-2': requestId, ...headers };
    const document = (name: string, members: string) => ({
      status,
      headers: { 'content-type': XML_TYPE, ...base },
      body: `${DECLARATION}<${name} xmlns="${escapeXml(service.xmlNamespace ?? '')}">${members}</${name}>`,
    });
    if (payload?.shape.kind === 'structure') {
      const value = values[payload.name];
      if (value === undefined) return { status, headers: base, body: '' };
      return document(payload.traits.xmlName ?? payload.name, writeXmlMembers(payload.shape, value as never));
    }
    if (payload) return { status, headers: base, body: writePayload(values[payload.name]) };
    if (body.members.length === 0) return { status, headers: base, body: '' };
    const name = operation.output.traits.xmlName ?? `${operation.name}Result`;
    // The one answer of S3 that is a bare text in its root: the region of GetBucketLocation.
    if (name === 'LocationConstraint') return document(name, escapeXml(String(values[name] ?? '')));
    return document(name, writeXmlMembers(body, values));
  },

  fault({ request, requestId }, fault) {
    const fields = Object.entries(fault.fields).map(
      ([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`,
    );
    const headers = { 'x-amz-request-id': requestId, 'x-amz-id-2': requestId, 'content-type': XML_TYPE };
    if (request.method === 'HEAD' || fault.status === 304) return { status: fault.status, headers, body: '' };
    return {
      status: fault.status,
      headers,
      body:
        `${DECLARATION}<Error><Code>${escapeXml(queryCode(fault))}</Code><Message>${escapeXml(fault.message)}</Message>` +
        `${fields.join('')}<Resource>${escapeXml(request.path)}</Resource><RequestId>${requestId}</RequestId>` +
        `<HostId>${requestId}</HostId></Error>`,
    };
  },
};

function readDocument(
  { request, operation }: Exchange,
  input: Record<string, unknown>,
  payload: Member | undefined,
  hasBody: boolean,
): void {
  if (!payload && !hasBody) return;
  try {
    const document = parseXml(request.body.toString());
    if (payload) input[payload.name] = readXml(payload.shape, document);
    else Object.assign(input, readXmlMembers(bindingsOf(operation.input).body, document));
  } catch (error) {
    if (error instanceof TextError) throw serializationError(error.message, error);
    if (error instanceof AwsError) throw new AwsError('MalformedXML', error.message, { cause: error });
    throw error;
  }
}
