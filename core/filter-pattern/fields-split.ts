import { isSpace } from './cursor.ts';

/** One field of a space-delimited message: its text without brackets or quotes around it, and where it begins in the message. */
export interface MessageField {
  readonly text: string;
  readonly at: number;
}

/**
 * Splits a message at white space. What stands between `[` and the next `]`, or between two double quotes, is one field, if the field
 * begins there; an opening sign that is never closed stands for itself.
 */
export function splitFields(message: string): MessageField[] {
  const fields: MessageField[] = [];
  // Once a closing sign is not found it is not looked for again, which keeps the whole linear.
  let brackets = true;
  let quotes = true;
  for (let at = skip(message, 0); at < message.length; at = skip(message, at)) {
    const sign = message[at];
    if ((sign === '[' && brackets) || (sign === '"' && quotes)) {
      const close = message.indexOf(sign === '[' ? ']' : '"', at + 1);
      if (close >= 0) {
        fields.push({ text: message.slice(at + 1, close), at });
        at = close + 1;
        continue;
      }
      if (sign === '[') brackets = false;
      else quotes = false;
    }
    const start = at;
    while (at < message.length && !isSpace(message.charCodeAt(at))) at += 1;
    fields.push({ text: message.slice(start, at), at: start });
  }
  return fields;
}

function skip(message: string, at: number): number {
  while (at < message.length && isSpace(message.charCodeAt(at))) at += 1;
  return at;
}
