import { isObject, type Json } from '../../core/cloudtrail/index.ts';
import type { ResourceProperties } from './resource-properties.generated.ts';

/** A resource type whose properties AWS has published. Other types are taken, too; their properties are not checked. */
export type KnownType = keyof ResourceProperties;

type PropertiesOf<T extends KnownType, V> = V extends keyof ResourceProperties[T]
  ? ResourceProperties[T][V] & string
  : never;

/** The properties of a resource type, as advanced queries name them: `configuration.storageEncrypted`. */
export type PropertyOf<T extends string> = T extends KnownType
  ? PropertiesOf<T, 'string' | 'number' | 'boolean'>
  : string;

type ValueIn<T extends KnownType, P> =
  | (P extends PropertiesOf<T, 'string'> ? string : never)
  | (P extends PropertiesOf<T, 'number'> ? number : never)
  | (P extends PropertiesOf<T, 'boolean'> ? boolean : never);

/** What a property's values are; times are texts in ISO 8601. */
export type ValueOf<T extends string, P> = T extends KnownType ? ValueIn<T, P> : string | number | boolean;

/** Reads an item by the properties of its type. */
export interface Reading<T extends string> {
  /** A property's value; of one within lists, the first. */
  readonly value: <P extends PropertyOf<T>>(property: P) => ValueOf<T, P> | undefined;
  /** A property's values: those of every element of the lists on the way. */
  readonly values: <P extends PropertyOf<T>>(property: P) => readonly ValueOf<T, P>[];
}

interface Read {
  readonly configuration: Json;
  readonly supplementaryConfiguration?: Json;
}

export function reading<T extends string>(item: Read): Reading<T> {
  const values = <P extends PropertyOf<T>>(property: P): readonly ValueOf<T, P>[] => {
    const [part = '', ...path] = property.split('.');
    const found: ValueOf<T, P>[] = [];
    if (part === 'configuration') collect(item.configuration, path, found);
    if (part === 'supplementaryConfiguration') collect(item.supplementaryConfiguration, path, found);
    return found;
  };
  return { value: (property) => values(property)[0], values };
}

function collect(value: Json | undefined, path: readonly string[], found: unknown[]): void {
  if (Array.isArray(value)) {
    for (const element of value as readonly Json[]) collect(element, path, found);
    return;
  }
  const [name, ...rest] = path;
  if (name === undefined) {
    if (value !== null && value !== undefined && typeof value !== 'object') found.push(value);
    return;
  }
  const holder = typeof value === 'string' ? parsed(value) : value;
  if (!isObject(holder)) return;
  // Read before it is asked for: an item that does not know the property says so then.
  const next = holder[name];
  if (Object.hasOwn(holder, name)) collect(next, rest, found);
}

/** A value that Config sometimes gives as JSON text: parsed where it is, as it stands otherwise. */
export function parsed(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}
