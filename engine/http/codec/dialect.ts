import type { Member, TimestampShape } from '../schemas.ts';

/** How one family of protocols writes what JSON has no own form for. */
export interface Dialect {
  /** What a member is called on the wire. */
  nameOf(member: Member): string;
  /** @returns undefined when the value is no timestamp */
  readTimestamp(value: unknown): Date | undefined;
  writeTimestamp(value: Date, format: TimestampShape['format']): unknown;
  /** @returns undefined when the value is no blob */
  readBlob(value: unknown): Uint8Array | undefined;
  writeBlob(value: Uint8Array): unknown;
  writeNumber(value: number): unknown;
}

/** awsJson 1.0 and 1.1: seconds since 1970, base64, members by their own names. */
export const awsJsonDialect: Dialect = {
  nameOf: (member) => member.name,
  readTimestamp: readDate,
  writeTimestamp: (value, format) => formatDate(value, format ?? 'epoch-seconds'),
  readBlob: readBase64,
  writeBlob: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'),
  // JSON has no NaN and no infinity; the protocol writes them as strings.
  writeNumber: (value) => (Number.isFinite(value) ? value : String(value)),
};

/** restJson1: as awsJson, with `jsonName`. */
export const restJsonDialect: Dialect = {
  ...awsJsonDialect,
  nameOf: (member) => member.traits.jsonName ?? member.name,
};

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function readBase64(value: unknown): Uint8Array | undefined {
  return typeof value === 'string' && BASE64.test(value) ? Buffer.from(value, 'base64') : undefined;
}

/** Reads every spelling of a moment AWS's protocols know: seconds as a number or its text, RFC 3339, HTTP date. */
export function readDate(value: unknown): Date | undefined {
  if (typeof value === 'number') return validDate(Math.round(value * 1000));
  if (typeof value !== 'string') return undefined;
  if (/^-?\d+(\.\d+)?(e\d+)?$/i.test(value)) return validDate(Math.round(Number(value) * 1000));
  if (/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/.test(value)) {
    return validDate(Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$/.test(value) || !value.includes('T') ? value : `${value}Z`));
  }
  if (/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(\.\d+)? GMT$/.test(value))
    return validDate(Date.parse(value));
  return undefined;
}

const validDate = (time: number): Date | undefined => {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

export function formatDate(value: Date, format: 'date-time' | 'http-date' | 'epoch-seconds'): string | number {
  if (format === 'epoch-seconds') return value.getTime() / 1000;
  if (format === 'http-date') return value.toUTCString();
  return value.toISOString().replace('.000Z', 'Z');
}
