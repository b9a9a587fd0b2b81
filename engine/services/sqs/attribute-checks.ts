import { parseArn } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import { jsonObject } from '../../json-text.ts';
import { isFifo, type Queue, ranges, settable } from './queue.ts';
import type { SqsState } from './state.ts';

const choices: Readonly<Record<string, readonly string[]>> = {
  DeduplicationScope: ['messageGroup', 'queue'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};

/**
 * Refuses attributes nobody may set, and values that cannot be. An empty value takes an attribute away.
 * @param before what the queue has already
 * @see AWS, "CreateQueue" and "SetQueueAttributes"; the words of most refusals are what users measured
 */
export function checkAttributes(
  { name: queue }: Pick<Queue, 'name'>,
  wanted: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string>> = {},
): void {
  const fifo = isFifo({ name: queue });
  for (const [name, value] of Object.entries(wanted)) {
    if (!settable.has(name)) throw unknownAttribute(name);
    if (!fifo) checkStandard(name);
    checkValue(name, value);
  }
  const all = { ...before, ...wanted };
  if (all.FifoThroughputLimit === 'perMessageGroupId' && all.DeduplicationScope !== 'messageGroup') {
    throw invalidValue(
      'FifoThroughputLimit',
      'To set FifoThroughputLimit to perMessageGroupId, the DeduplicationScope must be messageGroup.',
    );
  }
  if (wanted.KmsMasterKeyId && wanted.SqsManagedSseEnabled === 'true') {
    throw new AwsError(
      'InvalidAttributeValue',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    );
  }
}

/** A standard queue has none of a FIFO queue's attributes, not even to say that it is none. */
function checkStandard(name: string): void {
  if (name === 'FifoQueue' || name === 'ContentBasedDeduplication') throw unknownAttribute(name);
  if (name in choices) {
    throw new AwsError('InvalidAttributeValue', `You can specify the ${name} only when FifoQueue is set to true.`);
  }
}

function checkValue(name: string, value: string): void {
  if (value === '') return;
  const range = ranges[name];
  const number = Number(value);
  if (range && !(Number.isInteger(number) && number >= range[0] && number <= range[1])) throw invalidValue(name);
  if (choices[name] && !choices[name].includes(value)) throw invalidValue(name, 'not a supported value.');
  if (name === 'FifoQueue' && value !== 'true') throw invalidValue(name);
  if (name === 'SqsManagedSseEnabled' || name === 'ContentBasedDeduplication') {
    if (value !== 'true' && value !== 'false') throw invalidValue(name);
  }
  if (name === 'Policy' && !jsonObject(value)) throw invalidValue('Policy');
  if (name === 'RedrivePolicy') checkRedrive(value);
  if (name === 'RedriveAllowPolicy') checkRedriveAllow(value);
}

function checkRedrive(text: string): void {
  const policy = jsonObject(text);
  if (!policy) throw wrongRedrive(text, 'Redrive policy is not a valid JSON map.');
  for (const name of ['deadLetterTargetArn', 'maxReceiveCount']) {
    if (policy[name] === undefined) {
      throw wrongRedrive(text, `Redrive policy does not contain mandatory attribute: ${name}.`);
    }
  }
  const count = Number(policy.maxReceiveCount);
  if (!(Number.isInteger(count) && count >= 1 && count <= 1000)) {
    const given = String(policy.maxReceiveCount);
    throw wrongRedrive(
      text,
      `Invalid value for maxReceiveCount: ${given}, valid values are from 1 to 1000 both inclusive.`,
    );
  }
}

/** Who may name this queue as its dead-letter queue. */
interface RedriveAllowPolicy {
  readonly redrivePermission?: string;
  readonly sourceQueueArns?: readonly string[];
}

function checkRedriveAllow(text: string): void {
  const refuse = (reason: string) =>
    new AwsError('InvalidParameterValue', `Amazon SQS can't create the redrive allow policy${reason}`);
  const { redrivePermission: permission = '', sourceQueueArns: sources } = (jsonObject(text) ??
    {}) as RedriveAllowPolicy;
  if (!['allowAll', 'denyAll', 'byQueue'].includes(permission)) throw refuse(", as it's in an unsupported format.");
  const count = Array.isArray(sources) ? sources.length : 0;
  if (permission === 'byQueue' && (count < 1 || count > 10)) {
    throw refuse(
      '. When you specify the byQueue permission type, you must also specify between 1 and 10 source queue ARNs.',
    );
  }
  if (permission !== 'byQueue' && sources !== undefined) {
    throw refuse('. You can specify source queue ARNs only when the permission type is byQueue.');
  }
}

/** The queue a redrive policy names must be there, of the same kind and region, and let this one name it. */
export function checkDeadLetterQueue(
  state: SqsState,
  source: Pick<Queue, 'name' | 'arn' | 'region'>,
  text: string | undefined,
): void {
  if (!text) return;
  const arn = String(jsonObject(text)?.deadLetterTargetArn);
  const parts = parseArn(arn);
  if (parts?.service !== 'sqs') {
    throw wrongRedrive(text, 'Only SQS queues are valid resources for deadLetterTargetArn.');
  }
  if (parts.region !== source.region) {
    throw wrongRedrive(text, 'Dead-letter target must be in same region as the source.');
  }
  const target = state.byArn(arn);
  if (!target) throw wrongRedrive(text, 'Dead letter target does not exist.');
  if (isFifo(target) !== isFifo(source)) {
    throw wrongRedrive(text, 'Dead-letter queue must be same type of queue as the source.');
  }
  if (!allows(target, source.arn)) throw wrongRedrive(text, "The dead-letter queue's redrive allow policy denies it.");
}

function allows({ attributes }: Queue, source: string): boolean {
  const { redrivePermission = 'allowAll', sourceQueueArns = [] } = (jsonObject(attributes.RedriveAllowPolicy ?? '') ??
    {}) as RedriveAllowPolicy;
  return redrivePermission === 'allowAll' || (redrivePermission === 'byQueue' && sourceQueueArns.includes(source));
}

const wrongRedrive = (text: string, reason: string): AwsError =>
  new AwsError('InvalidParameterValue', `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`);

const invalidValue = (name: string, reason?: string): AwsError =>
  new AwsError(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${name}.${reason === undefined ? '' : ` Reason: ${reason}`}`,
  );

export const unknownAttribute = (name: string): AwsError =>
  new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
