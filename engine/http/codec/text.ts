import type { Shape, TimestampShape } from '../schemas.ts';
import { formatDate, readDate } from './dialect.ts';
import { asDate } from './writer.ts';

/** Thrown when a text is not of the type the model wants; protocols answer it in their own words. */
export class TextError extends Error {
  override name = 'TextError';
}

type Format = NonNullable<TimestampShape['format']>;

/** Reads a scalar from its text, as it stands in a form, in XML, in a header or in a path. */
export function readText(shape: Shape, text: string): unknown {
  switch (shape.kind) {
    case 'number':
      return readNumber(text);
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      throw new TextError(`'${text}' is not a valid boolean`);
    case 'timestamp': {
      const date = readDate(text);
      if (!date) throw new TextError('timestamp must follow ISO8601');
      return date;
    }
    case 'blob':
      if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) throw new TextError('The value is not valid base64');
      return Buffer.from(text, 'base64');
    default:
      return text;
  }
}

function readNumber(text: string): number {
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity') return Number(text);
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text))
    throw new TextError(`'${text}' is not a valid number`);
  return Number(text);
}

/** @param timestamps how the place writes timestamps where the model does not say */
export function writeText(shape: Shape, value: unknown, timestamps: Format): string {
  if (shape.kind === 'timestamp') return String(formatDate(asDate(value), shape.format ?? timestamps));
  if (shape.kind === 'blob') return Buffer.from(value as Uint8Array).toString('base64');
  return String(value);
}
