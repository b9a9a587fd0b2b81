import { isObject, type Json, type JsonObject } from '../core/cloudtrail/index.ts';
import {
  type Caller,
  type ConfigurationItem,
  type TimelineChange,
  unknownIn,
} from '../core/configuration-item/index.ts';
import { oneLine } from '../core/message/safe.ts';

const WHAT: Readonly<Record<TimelineChange['changeType'], string>> = {
  CREATE: 'first recorded',
  UPDATE: 'changed',
  DELETE: 'deleted',
  NONE: 'recorded again',
};

/**
 * A resource's timeline as a person reads it: when, what, by whom, and each value before and after; of an item that does not know
 * everything what it began with, and in the end what is not known.
 * @param items one for each change
 */
export function historyText(items: readonly ConfigurationItem[], changes: readonly TimelineChange[]): string {
  const item = items.at(-1)!;
  const name = item.resourceName && item.resourceName !== item.resourceId ? ` (${oneLine(item.resourceName)})` : '';
  const lines = [`${item.resourceType} ${oneLine(item.resourceId)}${name}`, ''];
  for (const [index, change] of changes.entries()) {
    const at = change.time.replace('T', ' ').replace('.000Z', 'Z');
    lines.push(`${at}  ${WHAT[change.changeType]}  ${byWhom(change.callers)}`);
    if (change.changeType === 'UPDATE') lines.push(...differences(change));
    if (change.changeType === 'CREATE') lines.push(...beginnings(items[index]));
  }
  const unknown = unknownIn(item);
  if (unknown.length > 0) lines.push('', `Not known: ${unknown.map((path) => oneLine(path)).join(', ')}`);
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function differences({ changedProperties, unknown = [] }: TimelineChange): string[] {
  const value = (path: string, each: Json, other: Json) =>
    each === null && unknown.includes(path) ? 'unknown' : shown(each, other);
  return edited(Object.entries(changedProperties)).map(
    ([path, { previousValue: was, updatedValue: is }]) =>
      `    ${oneLine(path)}: ${value(path, was, is)} -> ${value(path, is, was)}`,
  );
}

type Property = readonly [path: string, change: { readonly previousValue: Json; readonly updatedValue: Json }];

/** AWS tells an element of a list that is edited as one that is gone and another that is new: here what was edited of it. */
function edited(properties: readonly Property[]): Property[] {
  const joined = new Set<Property>();
  return properties.flatMap((property): Property[] => {
    if (joined.has(property)) return [];
    const [path, { previousValue: was, updatedValue }] = property;
    const other =
      updatedValue === null &&
      properties.find(
        (each) =>
          !joined.has(each) &&
          each[1].previousValue === null &&
          listOf(each[0]) === listOf(path) &&
          isSameThing(was, each[1].updatedValue),
      );
    if (!other || !isObject(was)) return [property];
    joined.add(other);
    const is = other[1].updatedValue as JsonObject;
    return namesThatDiffer(was, is).map((name) => [
      `${other[0]}.${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      { previousValue: was[name] ?? null, updatedValue: is[name] ?? null },
    ]);
  });
}

const listOf = (path: string): string => path.replace(/\.\d+$/, '');

/** Two objects of which most is the same. */
const isSameThing = (a: Json, b: Json): boolean =>
  isObject(a) && isObject(b) && namesThatDiffer(a, b).length * 2 < Object.keys(a).length;

const namesThatDiffer = (a: JsonObject, b: JsonObject): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]),
  );

/** What little is known of a resource that was there before. */
function beginnings(item: ConfigurationItem | undefined): string[] {
  if (!item || !unknownIn(item).includes('configuration.*')) return [];
  const parts = { Configuration: item.configuration, SupplementaryConfiguration: item.supplementaryConfiguration };
  return Object.entries(parts).flatMap(([part, values]) =>
    Object.entries(isObject(values ?? undefined) ? (values ?? {}) : {}).flatMap(([name, value]) =>
      value === undefined || name.includes(':')
        ? []
        : [`    ${part}.${oneLine(name.charAt(0).toUpperCase() + name.slice(1))}: ${shown(value)}`],
    ),
  );
}

function byWhom([caller, ...others]: readonly Caller[]): string {
  if (!caller) return 'no call found';
  const from = caller.from === undefined ? '' : ` from ${oneLine(caller.from)}`;
  const more = others.length > 0 ? `, after ${others.map(({ eventName }) => oneLine(eventName)).join(', ')}` : '';
  return `by ${oneLine(caller.actor)}${from}: ${oneLine(caller.eventName)}${more}`;
}

const LONGEST = 120;
/** What is shown of a long text that begins as another does, before they part. */
const LEAD = 20;

/** A value on a line; of one that is too long for it what differs from the other. */
function shown(value: Json, other: Json = null): string {
  if (value === null) return 'nothing';
  const [text, rest] = [JSON.stringify(value), JSON.stringify(other)];
  if (other === null || text.length <= LONGEST) return oneLine(text, LONGEST);
  let same = 0;
  while (same < text.length && text[same] === rest[same]) same++;
  return same <= 2 * LEAD ? oneLine(text, LONGEST) : `…${oneLine(text.slice(same - LEAD), LONGEST)}`;
}
