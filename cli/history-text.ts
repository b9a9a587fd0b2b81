import type { Json } from '../core/cloudtrail/index.ts';
import type { Caller, ConfigurationItem, TimelineChange } from '../core/configuration-item/index.ts';
import { oneLine } from '../core/message/safe.ts';

const WHAT: Readonly<Record<TimelineChange['changeType'], string>> = {
  CREATE: 'first recorded',
  UPDATE: 'changed',
  DELETE: 'deleted',
  NONE: 'recorded again',
};

/** A resource's timeline as a person reads it: when, what, by whom, and each value before and after. */
export function historyText(item: ConfigurationItem, changes: readonly TimelineChange[]): string {
  const name = item.resourceName && item.resourceName !== item.resourceId ? ` (${oneLine(item.resourceName)})` : '';
  const lines = [`${item.resourceType} ${oneLine(item.resourceId)}${name}`, ''];
  for (const change of changes) {
    lines.push(
      `${change.time.replace('T', ' ').replace('.000Z', 'Z')}  ${WHAT[change.changeType]}  ${byWhom(change.callers)}`,
    );
    if (change.changeType !== 'UPDATE') continue;
    for (const [path, { previousValue, updatedValue }] of Object.entries(change.changedProperties)) {
      lines.push(`    ${oneLine(path)}: ${shown(previousValue)} -> ${shown(updatedValue)}`);
    }
  }
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function byWhom([caller, ...others]: readonly Caller[]): string {
  if (!caller) return 'no call found';
  const from = caller.from === undefined ? '' : ` from ${oneLine(caller.from)}`;
  const more = others.length > 0 ? `, after ${others.map(({ eventName }) => oneLine(eventName)).join(', ')}` : '';
  return `by ${oneLine(caller.actor)}${from}: ${oneLine(caller.eventName)}${more}`;
}

const shown = (value: Json): string => (value === null ? 'nothing' : oneLine(JSON.stringify(value), 120));
