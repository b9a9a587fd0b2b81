import { isObject, type Json } from '../core/cloudtrail/index.ts';
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
  return Object.entries(changedProperties).map(([path, { previousValue, updatedValue }]) => {
    const value = (each: Json) => (each === null && unknown.includes(path) ? 'unknown' : shown(each));
    return `    ${oneLine(path)}: ${value(previousValue)} -> ${value(updatedValue)}`;
  });
}

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

const shown = (value: Json): string => (value === null ? 'nothing' : oneLine(JSON.stringify(value), 120));
