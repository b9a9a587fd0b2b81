import { createHash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/**
 * The MD5 clients compare: names in order, each name, type and value with its length before it, one byte saying text or bytes.
 * @returns undefined when there are none, as the answer then has no such member
 * @see AWS, "Calculating the MD5 message digest for message attributes"
 */
export function md5OfAttributes(
  attributes: Readonly<Record<string, MessageAttributeValue>> | undefined,
): string | undefined {
  const entries = Object.entries(attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return undefined;
  const hash = createHash('md5');
  const write = (bytes: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const [name, { DataType = 'String', StringValue, BinaryValue }] of entries) {
    write(Buffer.from(name));
    write(Buffer.from(DataType));
    const binary = DataType.startsWith('Binary');
    hash.update(Buffer.of(binary ? 2 : 1));
    write(binary ? (BinaryValue ?? new Uint8Array()) : Buffer.from(StringValue ?? ''));
  }
  return hash.digest('hex');
}
