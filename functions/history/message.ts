import { isObject, type Json, type JsonObject } from '../../core/cloudtrail/index.ts';
import { type ConfigurationItem, ItemError, normaliseItem } from '../../core/configuration-item/index.ts';
import { RefusedError } from '../shared/parsed.ts';

/** What AWS Config tells, as far as a history is concerned. */
export type ConfigMessage =
  | { readonly kind: 'item'; readonly item: ConfigurationItem; readonly diff: JsonObject | null }
  /** The item was too large to be told; it lies in a bucket, or only in Config's own history. */
  | {
      readonly kind: 'oversized';
      readonly summary: ConfigurationItem;
      /** `bucket/key` */
      readonly location: string | undefined;
    }
  /** About rules, snapshots or files: nothing to keep. */
  | { readonly kind: 'other'; readonly messageType: string };

/**
 * Reads a message of Config, alone or in what brought it: EventBridge's event, SNS's notification.
 * @throws RefusedError for what is no message of Config, or has an item that is none
 */
export function configMessage(value: Json | undefined): ConfigMessage {
  const message = unwrapped(value);
  const { messageType, configurationItem: item, configurationItemSummary: summary } = message;
  if (typeof messageType !== 'string')
    throw new RefusedError('the event is no message of AWS Config: messageType is missing');
  if (item !== undefined) return { kind: 'item', item: itemIn(item), diff: diffIn(message) };
  if (summary !== undefined) return { kind: 'oversized', summary: itemIn(summary), location: locationIn(message) };
  return { kind: 'other', messageType };
}

function unwrapped(value: Json | undefined): JsonObject {
  const document = textual(value);
  if (!isObject(document)) throw new RefusedError('the event is no message of AWS Config: it is no JSON object');
  if (document.source === 'aws.config' && isObject(document.detail)) return document.detail;
  if (document.Type === 'Notification' && typeof document.Message === 'string') return unwrapped(document.Message);
  return document;
}

function textual(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    throw new RefusedError('the event is no message of AWS Config: it is not JSON');
  }
}

function itemIn(value: Json): ConfigurationItem {
  try {
    return normaliseItem(value);
  } catch (error) {
    throw error instanceof ItemError ? new RefusedError(`the event's item cannot be kept: ${error.message}`) : error;
  }
}

const diffIn = ({ configurationItemDiff: diff }: JsonObject): JsonObject | null => (isObject(diff) ? diff : null);

function locationIn({ s3DeliverySummary: summary }: JsonObject): string | undefined {
  const location = isObject(summary) ? summary.s3BucketLocation : undefined;
  return typeof location === 'string' ? location : undefined;
}
