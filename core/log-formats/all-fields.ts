import { isObject, type Json } from '../cloudtrail/index.ts';
import { fieldOfKey } from './json-fields.ts';
import { jsonStart } from './lambda.ts';
import { discoverFields } from './line.ts';

/** CloudWatch Logs discovers so many fields in a JSON document, at most. */
const MOST = 200;

/** Every field of a message, by its name: of a JSON document by paths (`userIdentity.type`, `resources.0.ARN`), as text. A custom VPC flow log is read by its format. */
export function allFields(message: string, flowLogFormat?: string): Record<string, string> {
  const fields: Record<string, string> = {};
  const start = jsonStart(message);
  collect(fields, '', parsed(start === -1 ? message : message.slice(start)));
  return { ...discoverFields(message, flowLogFormat), ...fields };
}

function parsed(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function collect(fields: Record<string, string>, path: string, value: Json | undefined): void {
  if (Object.keys(fields).length >= MOST) return;
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) collect(fields, join(path, String(index)), element);
  } else if (isObject(value)) {
    for (const [key, part] of Object.entries(value)) collect(fields, join(path, key), part);
  } else if (path !== '' && value !== null && value !== undefined) {
    fields[fieldOfKey(path)] = typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
  }
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
