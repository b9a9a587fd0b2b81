import { at, type CloudTrailRecord, type Json } from '../cloudtrail/index.ts';

/**
 * The fields by which rules and filters tell records apart, and which say much the same again and again: an account has some thousands
 * of combinations in millions of records. What is decided for one combination holds for every record that has it.
 */
export const kindFields = [
  'eventName',
  'eventSource',
  'eventType',
  'awsRegion',
  'errorCode',
  'sourceIPAddress',
  'readOnly',
  'managementEvent',
  'recipientAccountId',
  'userIdentity.type',
] as const;

export type KindField = (typeof kindFields)[number];

/** One such combination. The same object for the same combination, where a source of records sees to it: answers are kept by it. */
export interface RecordKind {
  /** Empty where the record does not say; the same holds for the other texts. */
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventType: string;
  readonly awsRegion: string;
  readonly account: string;
  readonly managementEvent: boolean;
  /** The fields alone, as they stand in the record: what is known of it before it is read. */
  readonly known: Readonly<Record<string, unknown>>;
}

/** @param value the value of a field as JSON has it, undefined where the record has none */
export function recordKind(value: (field: KindField) => Json | undefined): RecordKind {
  const known: Record<string, Json> = {};
  for (const field of kindFields) {
    const found = value(field);
    if (found === undefined) continue;
    if (field === 'userIdentity.type') known.userIdentity = { type: found };
    else known[field] = found;
  }
  const text = (field: KindField) => (typeof known[field] === 'string' ? known[field] : '');
  return {
    eventName: text('eventName'),
    eventSource: text('eventSource'),
    eventType: text('eventType'),
    awsRegion: text('awsRegion'),
    account: text('recipientAccountId'),
    managementEvent: known.managementEvent !== false,
    known,
  };
}

/** The kind of a parsed record. */
export const kindOf = (record: CloudTrailRecord): RecordKind =>
  recordKind((field) => at(record as unknown as Json, ...field.split('.')));
