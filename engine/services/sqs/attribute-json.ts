import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** A binary value as JSON carries it. */
interface Stored {
  readonly DataType?: string;
  readonly StringValue?: string;
  /** base64 */
  readonly BinaryValue?: string;
}

/** Message attributes as text: what the store and a delivery's `messageAttributes` keep. */
export function attributesToJson(attributes: MessageAttributes | undefined): string | undefined {
  if (!attributes || Object.keys(attributes).length === 0) return undefined;
  const stored = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]): [string, Stored] => [
    name,
    BinaryValue ? { DataType, BinaryValue: Buffer.from(BinaryValue).toString('base64') } : { DataType, StringValue },
  ]);
  return JSON.stringify(Object.fromEntries(stored));
}

/** And back. */
export function attributesFromJson(text: string | undefined): MessageAttributes | undefined {
  if (!text) return undefined;
  const stored = Object.entries(JSON.parse(text) as Record<string, Stored>);
  return Object.fromEntries(
    stored.map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      BinaryValue === undefined
        ? { DataType, StringValue }
        : { DataType, BinaryValue: Uint8Array.from(Buffer.from(BinaryValue, 'base64')) },
    ]),
  );
}
