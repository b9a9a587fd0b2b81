import { isObject, type Json, type JsonObject } from '../cloudtrail/index.ts';
import { ItemError } from './error.ts';
import type { ConfigurationItem } from './item.ts';
import { normaliseItem } from './normalise.ts';

/** What a document gave: items, and what of it could not be used and why. */
export interface ReadItems {
  readonly items: readonly ConfigurationItem[];
  readonly refused: readonly Refused[];
}

export interface Refused {
  /** Where in the document: `configurationItems[3]`; empty for all of it. */
  readonly where: string;
  readonly reason: string;
}

/** Lists of items, by what holds them: files, GetResourceConfigHistory, BatchGetResourceConfig, SelectResourceConfig. */
const LISTS = ['configurationItems', 'baseConfigurationItems', 'BaseConfigurationItems', 'Results'];
/** What holds a notification, from the outside in: SNS, EventBridge, a rule's event. */
const ENVELOPES = ['Message', 'detail', 'invokingEvent', 'Sns', 'message'];
const DEEPEST = 8;

/**
 * Every item of a document: an item, a list of them, a snapshot or history file, an answer of the API, or a notification as a topic,
 * a bus or a rule's function gets it.
 */
export function readItems(document: Json | undefined): ReadItems {
  const items: ConfigurationItem[] = [];
  const refused: Refused[] = [];
  walk(document, '', 0);
  return { items, refused };

  function walk(value: Json | undefined, where: string, depth: number): void {
    const held = depth < DEEPEST ? heldIn(value) : [];
    if (held.length > 0) {
      for (const [name, part] of held)
        walk(part, `${where}${where && !name.startsWith('[') ? '.' : ''}${name}`, depth + 1);
      return;
    }
    try {
      items.push(itemIn(value));
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      refused.push({ where, reason: error.message });
    }
  }
}

/** What a value is only the wrapping of. */
function heldIn(value: Json | undefined): [string, Json | undefined][] {
  if (Array.isArray(value)) return (value as readonly Json[]).map((each, index) => [`[${index}]`, textual(each)]);
  if (!isObject(value) || (value.resourceType !== undefined && value.messageType === undefined)) return [];
  // AWS's own example of a notification has a list where there is one item everywhere else.
  if (isObject(value.configurationItem) || Array.isArray(value.configurationItem)) {
    return [['configurationItem', value.configurationItem]];
  }
  for (const name of LISTS) {
    const list = value[name];
    if (Array.isArray(list)) {
      return (list as readonly Json[]).map((each, index) => [`${name}[${index}]`, textual(each)]);
    }
  }
  if (Array.isArray(value.Records)) {
    return (value.Records as readonly Json[]).map((each, index) => [`Records[${index}]`, each]);
  }
  const envelope = ENVELOPES.find((name) => isObject(textual(value[name])));
  return envelope === undefined ? [] : [[envelope, textual(value[envelope])]];
}

function itemIn(value: Json | undefined): ConfigurationItem {
  if (isObject(value) && (value.resourceType === undefined || value.messageType !== undefined))
    throw new ItemError(reasonFor(value));
  return normaliseItem(value);
}

function reasonFor(value: JsonObject): string {
  if (isObject(value.configurationItemSummary)) {
    const location = isObject(value.s3DeliverySummary) ? value.s3DeliverySummary.s3BucketLocation : undefined;
    return `the item was too large for its notification; import it from ${location ?? 'its file'}`;
  }
  if (typeof value.messageType === 'string') return `${value.messageType} carries no item`;
  if (typeof value.fileVersion === 'string') return 'the file has no items';
  return 'no configuration item: resourceType is missing';
}

/** A value that may be a JSON object in a text. */
function textual(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}
