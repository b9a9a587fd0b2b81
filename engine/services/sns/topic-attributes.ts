import { jsonObject } from '../../json-text.ts';
import { deliveryPolicyFault } from './delivery-policy-check.ts';
import { invalid } from './errors.ts';
import { TOPIC_ACTIONS } from './policy.ts';

const PROTOCOLS = ['HTTP', 'Firehose', 'Lambda', 'Application', 'SQS'];

/** Attributes only a FIFO topic has. */
const ofFifo: ReadonlySet<string> = new Set(['ArchivePolicy', 'ContentBasedDeduplication', 'FifoThroughputScope']);

/** Attributes a topic may be given. */
const settable: ReadonlySet<string> = new Set([
  ...ofFifo,
  'DeliveryPolicy',
  'DisplayName',
  'FifoTopic',
  'KmsMasterKeyId',
  'Policy',
  'SignatureVersion',
  'TracingConfig',
  ...PROTOCOLS.flatMap((protocol) => [
    `${protocol}SuccessFeedbackRoleArn`,
    `${protocol}SuccessFeedbackSampleRate`,
    `${protocol}FailureFeedbackRoleArn`,
  ]),
]);

export const isSettable = (name: string, fifo: boolean): boolean => settable.has(name) && (fifo || !ofFifo.has(name));

/**
 * What is wrong with an attribute's value, in SNS's words; undefined when nothing is. An empty value takes the attribute away.
 * @see AWS, "SetTopicAttributes"; the words from what users measured, none of it recorded
 */
export function topicAttributeFault(name: string, value: string): string | undefined {
  if (value === '') return undefined;
  if (name === 'DisplayName') return value.length > 100 ? 'DisplayName' : undefined;
  if (name === 'SignatureVersion') {
    return value === '1' || value === '2' ? undefined : 'SignatureVersion: Invalid value. Must be 1 or 2.';
  }
  if (name === 'TracingConfig') {
    return value === 'PassThrough' || value === 'Active' ? undefined : `Invalid tracing config value: ${value}`;
  }
  if (name.endsWith('SampleRate')) {
    return /^(100|\d{1,2})$/.test(value)
      ? undefined
      : `${name}: ${value} value provided is not an integer between 0-100`;
  }
  if (name === 'DeliveryPolicy') return deliveryPolicyFault(value, 'topic');
  if (name === 'Policy') return policyFault(value);
  if (name === 'ArchivePolicy') return archiveFault(value);
  return undefined;
}

/** Refuses a value that cannot be. @param before `Attributes Reason: ` in CreateTopic's answers, nothing in SetTopicAttributes' */
export function checkTopicAttribute(name: string, value: string, before: string): void {
  const fault = topicAttributeFault(name, value);
  if (fault) throw invalid(`${before}${fault}`);
}

function policyFault(text: string): string | undefined {
  const statements = jsonObject(text)?.Statement;
  const all = Array.isArray(statements) ? statements : [statements];
  if (!all.every((each) => typeof each === 'object' && each !== null)) return 'Policy Error: null';
  const actions = (all as { readonly Action?: unknown }[]).flatMap(({ Action }) => Action ?? []);
  return actions.every((action) => isTopicAction(String(action)))
    ? undefined
    : 'Policy statement action out of service scope!';
}

/** `SNS:Publish`, in any case. Wildcards are let through, and `SNS:Receive`, which AWS's own policies once named. */
function isTopicAction(action: string): boolean {
  if (action.includes('*') || action.toLowerCase() === 'sns:receive') return true;
  const [service, name = ''] = action.toLowerCase().split(':');
  return service === 'sns' && TOPIC_ACTIONS.some((each) => each.toLowerCase() === name);
}

function archiveFault(text: string): string | undefined {
  const days = Number(jsonObject(text)?.MessageRetentionPeriod);
  return Number.isInteger(days) && days >= 1 && days <= 365
    ? undefined
    : 'ArchivePolicy: MessageRetentionPeriod value is invalid';
}
