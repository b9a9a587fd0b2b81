import { AwsError } from '../../errors.ts';
import { readForm } from '../codec/form.ts';
import { TextError } from '../codec/text.ts';
import { escapeXml } from '../codec/xml.ts';
import { writeXmlMembers } from '../codec/xml-writer.ts';
import type { HttpRequest } from '../exchange.ts';
import type { StructureShape } from '../schemas.ts';
import { faultType, type Protocol, queryCode } from './protocol.ts';

const CONTENT_TYPE = 'text/xml';

/** awsQuery: a form in, XML out. `GET` with the form in the query string is taken too: links in SNS's mails are such. */
export const awsQuery: Protocol = {
  name: 'awsQuery',

  read({ request, operation }) {
    try {
      return withQueueUrl(readForm(operation.input, formOf(request)), operation.input, request);
    } catch (error) {
      if (error instanceof TextError) throw new AwsError('MalformedInput', error.message, { cause: error });
      throw error;
    }
  },

  answer({ service, operation, requestId }, output) {
    const { name } = operation;
    const members = writeXmlMembers(operation.output, (output ?? {}) as Record<string, unknown>);
    const result = operation.output.name === 'Unit' ? '' : `<${name}Result>${members}</${name}Result>`;
    return {
      status: 200,
      headers: { 'x-amzn-RequestId': requestId, 'content-type': CONTENT_TYPE },
      body:
        `<${name}Response xmlns="${escapeXml(service.xmlNamespace ?? '')}">${result}` +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`,
    };
  },

  fault({ service, requestId }, fault) {
    const fields = fault.schema
      ? writeXmlMembers(fault.schema, fault.fields, ({ name }) => /^message$/i.test(name))
      : '';
    return {
      status: fault.status,
      headers: { 'x-amzn-RequestId': requestId, 'content-type': CONTENT_TYPE },
      body:
        `<ErrorResponse xmlns="${escapeXml(service?.xmlNamespace ?? '')}"><Error><Type>${faultType(fault.status)}</Type>` +
        `<Code>${escapeXml(queryCode(fault))}</Code><Message>${escapeXml(fault.message)}</Message>${fields}</Error>` +
        `<RequestId>${requestId}</RequestId></ErrorResponse>`,
    };
  },
};

/** The form of a request: its body, or for `GET` its query string. */
export function formOf({ method, query, body }: { method: string; query: string; body: Buffer }): URLSearchParams {
  return new URLSearchParams(method === 'GET' ? query : body.toString());
}

/** SQS's query requests go to the queue's own address, which need not stand in the form again. */
function withQueueUrl(input: Record<string, unknown>, { members }: StructureShape, { path, headers }: HttpRequest) {
  if (path === '/' || input.QueueUrl !== undefined || members[0]?.name !== 'QueueUrl') return input;
  return { ...input, QueueUrl: `http://${headers.host ?? ''}${path}` };
}
