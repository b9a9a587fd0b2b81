import type { Target } from '@aws-sdk/client-eventbridge';
import { parseTargetPath, valueAt } from '../../../core/event-target/index.ts';
import { parseArn } from '../../arn.ts';
import type { NewDelivery } from '../../deliveries/index.ts';
import type { BusEvent } from './envelope.ts';
import type { Matcher } from './matcher.ts';
import type { BusRef, Rule } from './model.ts';
import type { EventsState } from './state.ts';
import { targetInput } from './target-input.ts';

export interface IngestOptions {
  /**
   * The event is of a read-only management call: it goes only to rules in state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS.
   */
  readonly onlyToAllManagement?: boolean;
  /** Only these rules (ARNs): a replay's filter. */
  readonly onlyRules?: ReadonlySet<string>;
  /** It came over from another account or region, and may not go on to a third. */
  readonly crossed?: Crossed;
  /** What the deliveries are listed under; the event's id when nothing before it counts. */
  readonly cause?: string;
}

export interface Crossed {
  readonly account: boolean;
  readonly region: boolean;
  /** How many buses it has been forwarded over. */
  readonly hops: number;
}

/** Puts an event on a bus, within a write: rules are matched and what they send is owed from here on. */
export type Ingest = (bus: BusRef, event: BusEvent, options?: IngestOptions) => void;

export interface Listeners {
  /** Told of every event on a bus: archives listen. */
  arrived(bus: BusRef, event: BusEvent): void;
  /** Told of every rule that takes an event: metrics count them. */
  matched(rule: Rule): void;
}

export function createIngest(state: EventsState, matcher: Matcher, { arrived, matched }: Listeners): Ingest {
  const { deliveries } = state.parts;

  return (bus, event, options = {}) => {
    const rules = matcher.match(bus, event.text).filter((rule) => isFor(rule, options));
    deliveries.note(
      options.cause ?? event.id,
      event.about,
      rules.map(({ arn }) => arn),
    );
    for (const rule of rules) {
      matched(rule);
      send(state, bus, rule, event, options);
    }
    arrived(bus, event);
  };
}

function isFor(rule: Rule, { onlyToAllManagement, onlyRules }: IngestOptions): boolean {
  if (onlyToAllManagement && rule.state !== 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS') return false;
  return onlyRules === undefined || onlyRules.has(rule.arn);
}

/** Owes an event to each target of a rule. */
export function send(state: EventsState, bus: BusRef, rule: Rule, event: BusEvent, options: IngestOptions = {}): void {
  const { deliveries, clock } = state.parts;
  for (const target of rule.targets) {
    const payload = targetInput(target, rule, event.text, clock.now());
    deliveries.add(deliveryOf(bus, rule, target, event, payload, options));
  }
}

function deliveryOf(
  bus: BusRef,
  rule: Rule,
  target: Target,
  event: BusEvent,
  payload: string,
  options: IngestOptions,
): NewDelivery {
  const { Arn: arn = '', RetryPolicy: policy, DeadLetterConfig: dead } = target;
  const kind = kindOf(arn);
  return {
    cause: options.cause ?? event.id,
    via: rule.arn,
    kind,
    target: arn,
    payload,
    attributes: kind === 'events' ? hopAttributes(bus, arn, options.crossed) : attributesFor(target, event),
    retry: 'eventbridge',
    maximumAttempts: policy?.MaximumRetryAttempts === undefined ? undefined : policy.MaximumRetryAttempts + 1,
    maximumAgeSeconds: policy?.MaximumEventAgeInSeconds,
    deadLetterArn: dead?.Arn,
    deadLetterPayload: payload === event.text || !dead?.Arn ? undefined : event.text,
  };
}

/** The deliverer a target's ARN asks for: its service, and for EventBridge's own two kinds of things which. */
function kindOf(arn: string): string {
  const parts = parseArn(arn);
  return parts?.service === 'events' && parts.resource.startsWith('api-destination/')
    ? 'api-destination'
    : (parts?.service ?? '');
}

function attributesFor(
  { SqsParameters, KinesisParameters, HttpParameters }: Target,
  event: BusEvent,
): Record<string, string> {
  return {
    ...(HttpParameters && {
      headers: JSON.stringify(HttpParameters.HeaderParameters ?? {}),
      query: JSON.stringify(HttpParameters.QueryStringParameters ?? {}),
      pathValues: JSON.stringify(HttpParameters.PathParameterValues ?? []),
    }),
    ...(SqsParameters?.MessageGroupId && { messageGroupId: SqsParameters.MessageGroupId }),
    ...(KinesisParameters?.PartitionKeyPath && {
      partitionKey: partitionKey(event, KinesisParameters.PartitionKeyPath),
    }),
  };
}

/** The value under a path of the event, which has at most 256 characters as a key; the event's id where there is none. */
function partitionKey({ id, text }: BusEvent, path: string): string {
  const found = valueAt(JSON.parse(text), parseTargetPath(path));
  const key = typeof found === 'string' ? found : found === undefined ? '' : JSON.stringify(found);
  return key === '' ? id : [...key].slice(0, 256).join('');
}

/** How far a forwarded event has come, for the bus it goes to. */
function hopAttributes(from: BusRef, toArn: string, crossed: Crossed | undefined): Record<string, string> {
  const to = parseArn(toArn);
  const leavesAccount = to?.account !== from.account;
  const leavesRegion = to?.region !== from.region;
  const refused =
    crossed?.account && leavesAccount
      ? 'THIRD_ACCOUNT_HOP_DETECTED'
      : crossed?.region && leavesRegion
        ? 'THIRD_REGION_HOP_DETECTED'
        : undefined;
  return {
    hops: String((crossed?.hops ?? 0) + 1),
    ...((crossed?.account || leavesAccount) && { crossedAccount: 'true' }),
    ...((crossed?.region || leavesRegion) && { crossedRegion: 'true' }),
    ...(refused && { refused }),
  };
}
