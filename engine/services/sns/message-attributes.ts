import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { AwsError } from '../../errors.ts';
import type { MessageAttribute } from './model.ts';

const wrong = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

/** The attributes of a message as they are kept, checked as SNS checks them. */
export function messageAttributes(
  given: Readonly<Record<string, MessageAttributeValue>> | undefined,
): Record<string, MessageAttribute> {
  const all = Object.entries(given ?? {}).map(([name, value]) => [name, attribute(name, value)]);
  return Object.fromEntries(all);
}

function attribute(name: string, given: MessageAttributeValue): MessageAttribute {
  checkName(name);
  const { DataType: type = '', StringValue: text, BinaryValue: bytes } = given;
  const kind = type.split('.', 1)[0]!;
  if (!['Binary', 'Number', 'String'].includes(kind)) {
    throw wrong(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const field = kind === 'Binary' ? 'Binary' : 'String';
  const value = field === 'Binary' ? bytes : text;
  const other = field === 'Binary' ? text : bytes;
  if (value === undefined && other !== undefined && other.length > 0) {
    throw wrong(`The message attribute '${name}' with type '${type}' must use field '${field}'.`);
  }
  if (value === undefined || value.length === 0) {
    throw wrong(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
    );
  }
  if (kind === 'Number' && Number.isNaN(Number(text))) {
    throw wrong(`Could not cast message attribute '${name}' value to number.`);
  }
  return { type, value: bytes && field === 'Binary' ? Buffer.from(bytes).toString('base64') : (text ?? '') };
}

function checkName(name: string): void {
  if (Buffer.byteLength(name) >= 256) throw wrong('Length of message attribute name must be less than 256 bytes.');
  const odd = /[^A-Za-z0-9_.-]/.exec(name)?.[0];
  if (odd !== undefined) {
    const code = odd.charCodeAt(0).toString(16).toUpperCase();
    throw wrong(
      `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  }
  if (name.startsWith('.')) throw wrong("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith('.')) throw wrong("Invalid message attribute name ending with character '.' was found.");
  if (name.includes('..')) throw wrong("Message attribute name can not have successive '.' character.");
}

/** Bytes an attribute counts for in a message's size. */
export const sizeOfAttributes = (attributes: Readonly<Record<string, MessageAttribute>>): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { type, value }]) =>
      sum + Buffer.byteLength(name) + Buffer.byteLength(type) + Buffer.byteLength(value),
    0,
  );
