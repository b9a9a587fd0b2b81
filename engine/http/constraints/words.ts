import type { Member, Shape } from '../schemas.ts';
import type { Constraints } from './table.ts';

/** AWS's own words for each kind of constraint. Recorded from AWS unless said otherwise. */
export const notNull = 'Member must not be null';

export const atLeast = (type: string, min: number): string =>
  isNumber(type)
    ? `Member must have value greater than or equal to ${min}`
    : `Member must have length greater than or equal to ${min}`;

export const atMost = (type: string, max: number): string =>
  isNumber(type)
    ? `Member must have value less than or equal to ${max}`
    : `Member must have length less than or equal to ${max}`;

export const matching = (pattern: string): string => `Member must satisfy regular expression pattern: ${pattern}`;

export const oneOf = (values: readonly string[]): string =>
  `Member must satisfy enum value set: [${inHashOrder(values).join(', ')}]`;

export const isNumber = (type: string): boolean =>
  type === 'integer' || type === 'long' || type === 'double' || type === 'float';

/** All a scalar shape demands, in brackets: how a list's or a map's elements are described. Unverified. */
export function demands({ type, min, max, pattern, enum: values }: Constraints): string {
  const said: string[] = [];
  if (max !== undefined) said.push(atMost(type, max));
  if (min !== undefined) said.push(atLeast(type, min));
  if (pattern !== undefined) said.push(matching(pattern));
  if (values !== undefined) said.push(oneOf(values));
  return `[${said.join(', ')}]`;
}

/** The order AWS lists an enum in: that of a hash table of (at least) 32 chains, the later value first in its chain. */
export function inHashOrder(values: readonly string[]): string[] {
  let chains = 32;
  while (chains * 0.75 < values.length) chains *= 2;
  const chainOf = (value: string) => (hashCode(value) & (chains - 1)) >>> 0;
  return [...values].reverse().sort((a, b) => chainOf(a) - chainOf(b));
}

/** Java's `String.hashCode`. */
function hashCode(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

/** A member's name as AWS's messages have it: its first letter small. */
export const memberName = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Longer values are cut: an answer need not repeat a whole batch. */
const LONGEST = 65_536;

/** A value as AWS's messages show it, which is how Java prints it. */
export function show(value: unknown, shape: Shape | undefined): string {
  if (value === undefined || value === null) return 'null';
  return `'${print(value, shape).slice(0, LONGEST)}'`;
}

function print(value: unknown, shape: Shape | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
  if (Array.isArray(value)) {
    const inner = shape?.kind === 'list' ? shape.value.shape : undefined;
    return `[${value.map((item) => print(item, inner)).join(', ')}]`;
  }
  if (typeof value !== 'object') return String(value);
  if (shape?.kind === 'structure') return printStructure(value as Record<string, unknown>, shape.name, shape.members);
  const inner = shape?.kind === 'map' ? shape.value.shape : undefined;
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}=${print(item, inner)}`)
    .join(', ')}}`;
}

/** Structures whose members AWS prints in another order than its model has them, and with some the model lacks. Recorded. */
const PRINTED: Record<string, readonly string[]> = {
  MetricTransformation: ['metricName', 'metricNamespace', 'metricValue', 'defaultValue', 'unit', 'dimensions'],
  PutEventsRequestEntry: [
    'Time',
    'Source',
    'Resources',
    'DetailType',
    'Detail',
    'EventBusName',
    'TraceHeader',
    'KmsKeyIdentifier',
    'InternalMetadata',
  ],
};

function printStructure(value: Record<string, unknown>, name: string, members: readonly Member[]): string {
  const names = PRINTED[name] ?? members.map((member) => member.name);
  const shapes = new Map(members.map((member) => [member.name, member.shape]));
  return `${name}(${names.map((member) => `${memberName(member)}=${print(value[member], shapes.get(member))}`).join(', ')})`;
}
