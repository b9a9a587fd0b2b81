import { isObject, type Json } from '../cloudtrail/index.ts';
import { jsonIn } from './row.ts';
import { textOf } from './values.ts';

/** The fields of a message that is a JSON document, by their paths: `userIdentity.type`, `resources.0.ARN`. */
export function fieldsIn(message: string): Record<string, string> {
  const fields: Record<string, string> = {};
  collect(fields, '', jsonIn(message));
  return fields;
}

function collect(fields: Record<string, string>, path: string, value: Json | undefined): void {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) collect(fields, join(path, String(index)), element);
  } else if (isObject(value)) {
    for (const [key, part] of Object.entries(value)) collect(fields, join(path, key), part);
  } else if (path !== '') {
    const text = textOf(value);
    if (text !== undefined) fields[path] = text;
  }
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
