import { FilterPolicyError, parseFilterPolicy } from '../../../core/event-pattern/index.ts';
import { parseArn } from '../../arn.ts';
import { jsonObject } from '../../json-text.ts';
import { deliveryPolicyFault } from './delivery-policy-check.ts';
import { invalid } from './errors.ts';
import type { Subscription, Topic } from './model.ts';
import { isFifo, isRaw } from './model.ts';

const settable: ReadonlySet<string> = new Set([
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'ReplayPolicy',
  'SubscriptionRoleArn',
]);

/** Protocols whose messages can go out bare. */
const raw: ReadonlySet<string> = new Set(['sqs', 'http', 'https', 'firehose']);

/** What the attributes are for: a subscription that is there, or is to be. */
type Subscribed = Pick<Subscription, 'protocol' | 'endpoint'>;

/**
 * Checks attributes before they are put on a subscription.
 * @param before `Attributes Reason: ` in Subscribe's answers, nothing in SetSubscriptionAttributes'
 */
export function checkAttributes(
  topic: Topic,
  it: Subscribed,
  attributes: Readonly<Record<string, string>>,
  before: string,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!settable.has(name)) throw invalid(before === '' ? 'AttributeName' : `${before}Unknown attribute ${name}`);
    const fault = faultOf(topic, it, name, value);
    if (fault) throw invalid(`${before}${fault}`);
  }
  checkFilter(attributes, before);
}

function faultOf(topic: Topic, it: Subscribed, name: string, value: string): string | undefined {
  if (name === 'RawMessageDelivery') {
    if (!/^(true|false)$/i.test(value)) {
      return `RawMessageDelivery: Invalid value [${value}]. Must be true or false.`;
    }
    if (isRaw({ attributes: { RawMessageDelivery: value } }) && !raw.has(it.protocol)) {
      return `Delivery protocol [${it.protocol}] does not support raw message delivery.`;
    }
  }
  if (name === 'FilterPolicyScope' && !['MessageAttributes', 'MessageBody'].includes(value)) {
    return `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`;
  }
  if (name === 'RedrivePolicy' && value !== '') return redriveFault(topic, it, value);
  if (name === 'DeliveryPolicy' && value !== '') return deliveryPolicyFault(value, 'subscription');
  return undefined;
}

function checkFilter(
  { FilterPolicy: text, FilterPolicyScope: scope }: Readonly<Record<string, string>>,
  before: string,
) {
  if (!text || isNoFilter(text)) return;
  try {
    parseFilterPolicy(text, scope === 'MessageBody' ? 'MessageBody' : 'MessageAttributes');
  } catch (error) {
    if (!(error instanceof FilterPolicyError)) throw error;
    throw invalid(`${before}${error.message}`);
  }
}

/** An empty policy takes the filter away. @see AWS, "Removing a filter policy" */
export const isNoFilter = (text: string): boolean => /^\s*\{\s*\}\s*$/.test(text);

function redriveFault(topic: Topic, { endpoint }: Subscribed, text: string): string | undefined {
  const policy = jsonObject(text);
  if (!policy) return 'RedrivePolicy: failed to parse JSON.';
  const { deadLetterTargetArn } = policy;
  if (deadLetterTargetArn === undefined) return 'RedrivePolicy: Missing deadLetterTargetArn attribute';
  const arn = parseArn(String(deadLetterTargetArn));
  if (!arn) return 'RedrivePolicy: deadLetterTargetArn is an invalid arn';
  if (arn.service !== 'sqs') return 'RedrivePolicy: deadLetterTargetArn must be a SQS queue';
  if (arn.region !== topic.region) {
    return 'RedrivePolicy: deadLetterTargetArn must be in the same region as the subscription';
  }
  if (isFifo(topic) && endpoint.endsWith('.fifo') && !arn.resource.endsWith('.fifo')) {
    return 'RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.';
  }
  return undefined;
}

/** The dead-letter queue of a subscription. */
export function deadLetterArn({ attributes }: Pick<Subscription, 'attributes'>): string | undefined {
  const arn = jsonObject(attributes.RedrivePolicy ?? '')?.deadLetterTargetArn;
  return typeof arn === 'string' ? arn : undefined;
}
