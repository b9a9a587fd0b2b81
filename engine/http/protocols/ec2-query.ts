import { AwsError } from '../../errors.ts';
import { readForm } from '../codec/form.ts';
import { TextError } from '../codec/text.ts';
import { escapeXml } from '../codec/xml.ts';
import { writeXmlMembers } from '../codec/xml-writer.ts';
import type { Member } from '../schemas.ts';
import { formOf } from './aws-query.ts';
import type { Protocol } from './protocol.ts';

const HEADERS = { 'content-type': 'text/xml;charset=UTF-8' };

/** ec2Query: awsQuery's elder sibling. Members are capitalised, lists are always flat, answers and errors have their own frame. */
export const ec2Query: Protocol = {
  name: 'ec2Query',

  read({ request, operation }) {
    try {
      return readForm(operation.input, formOf(request), { nameOf, flat: true });
    } catch (error) {
      if (error instanceof TextError) throw new AwsError('MalformedQueryString', error.message, { cause: error });
      throw error;
    }
  },

  answer({ service, operation, requestId }, output) {
    const { name } = operation;
    const members = writeXmlMembers(operation.output, (output ?? {}) as Record<string, unknown>);
    return {
      status: 200,
      headers: { 'x-amzn-RequestId': requestId, ...HEADERS },
      body:
        `<${name}Response xmlns="${escapeXml(service.xmlNamespace ?? '')}"><requestId>${requestId}</requestId>` +
        `${members}</${name}Response>`,
    };
  },

  fault({ requestId }, { status, code, message }) {
    return {
      status,
      headers: { 'x-amzn-RequestId': requestId, ...HEADERS },
      body:
        `<Response><Errors><Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error></Errors>` +
        `<RequestID>${requestId}</RequestID></Response>`,
    };
  },
};

function nameOf({ name, traits }: Member): string {
  const written = traits.ec2QueryName ?? traits.xmlName ?? name;
  return `${written.charAt(0).toUpperCase()}${written.slice(1)}`;
}
