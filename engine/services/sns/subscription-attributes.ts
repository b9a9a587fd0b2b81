import { FilterPolicyError, parseFilterPolicy } from '../../../core/event-pattern/index.ts';
import { parseArn } from '../../arn.ts';
import { invalid } from './errors.ts';
import { checkDeliveryPolicy } from './json-attributes.ts';
import type { Subscription, Topic } from './model.ts';
import { isFifo } from './model.ts';

const settable: ReadonlySet<string> = new Set([
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'ReplayPolicy',
  'SubscriptionRoleArn',
]);

/**
 * Checks attributes before they are put on a subscription.
 * @param before `Attributes Reason: ` in Subscribe's answers, nothing in SetSubscriptionAttributes'
 */
export function checkAttributes(topic: Topic, attributes: Readonly<Record<string, string>>, before: string): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!settable.has(name)) throw invalid(before === '' ? 'AttributeName' : `${before}Unknown attribute ${name}`);
    if (name === 'RawMessageDelivery' && !/^(true|false)$/i.test(value)) {
      throw invalid(`${before}RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
    }
    if (name === 'FilterPolicyScope' && !['MessageAttributes', 'MessageBody'].includes(value)) {
      throw invalid(
        `${before}FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
      );
    }
    if (name === 'RedrivePolicy' && value !== '') checkRedrive(topic, value, before);
  }
  checkDeliveryPolicy(attributes.DeliveryPolicy, before);
  checkFilter(attributes, before);
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

function checkRedrive(topic: Topic, text: string, before: string): void {
  const arn = deadLetterArn({ attributes: { RedrivePolicy: text } });
  if (arn === undefined) throw invalid(`${before}RedrivePolicy: failed to parse JSON.`);
  if (parseArn(arn)?.service !== 'sqs') throw invalid(`${before}RedrivePolicy: deadLetterTargetArn is an invalid arn`);
  if (isFifo(topic) && !arn.endsWith('.fifo')) {
    throw invalid(`${before}RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.`);
  }
}

/** The dead-letter queue of a subscription. */
export function deadLetterArn({ attributes }: Pick<Subscription, 'attributes'>): string | undefined {
  if (!attributes.RedrivePolicy) return undefined;
  try {
    const { deadLetterTargetArn } = JSON.parse(attributes.RedrivePolicy) as { deadLetterTargetArn?: string };
    return deadLetterTargetArn ?? '';
  } catch {
    return undefined;
  }
}
