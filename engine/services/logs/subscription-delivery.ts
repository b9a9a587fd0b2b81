import { gzipSync } from 'node:zlib';
import type { Arrival } from './arrivals.ts';
import { forwardingAttributes } from './forwarding.ts';
import { placeOf } from './names.ts';
import type { LogsState, SubscriptionFilter } from './state.ts';
import { destinationOf } from './subscription-filters.ts';
import { logsPrincipal, subscriptionId, targetKind } from './subscription-target.ts';

/** A log event as a subscriber gets it. */
export interface SubscribedEvent {
  readonly id: string;
  /** ms since 1970 */
  readonly timestamp: number;
  readonly message: string;
  /** With a space-delimited pattern: its fields by name. */
  readonly extractedFields?: Readonly<Record<string, string>>;
}

/** A Lambda function takes at most 1 MB of an asynchronous call; what is larger goes in pieces. */
const LARGEST_DATA = 1_000_000;

/**
 * Hands matching events to a subscription filter's target, in the shape AWS gives them: one JSON document, gzipped, in base64.
 * @see CloudWatch Logs guide, "Log group-level subscription filters"
 */
export function sendToSubscriber(
  state: LogsState,
  { scope, group, stream }: Arrival,
  filter: SubscriptionFilter,
  events: readonly SubscribedEvent[],
): void {
  const target = destinationOf(state, filter.destinationArn)?.targetArn ?? filter.destinationArn;
  const kind = targetKind(target);
  if (!kind) return;
  const key = state.sealing.keyFor(scope, group);
  const { account, region } = placeOf(scope);
  const document = (logEvents: readonly SubscribedEvent[]) => ({
    messageType: 'DATA_MESSAGE',
    owner: account,
    logGroup: group.name,
    logStream: stream,
    subscriptionFilters: [filter.name],
    logEvents,
  });
  for (const { data, first, count } of pieces(events, document)) {
    state.parts.deliveries.add({
      cause: first.id,
      via: subscriptionId(group.arn, filter),
      kind,
      target,
      payload: kind === 'lambda' ? JSON.stringify({ awslogs: { data } }) : data,
      attributes: {
        principal: logsPrincipal(region),
        sourceArn: `${group.arn}:*`,
        ...(kind !== 'lambda' && { encoding: 'base64' }),
        ...forwardingAttributes(count, Buffer.byteLength(data, 'base64')),
        partitionKey: filter.distribution === 'Random' ? first.id : stream,
      },
      sealedUnder: key && String(key.id),
      // AWS tries for up to 24 hours.
      retry: 'eventbridge',
    });
  }
}

function* pieces(
  events: readonly SubscribedEvent[],
  document: (events: readonly SubscribedEvent[]) => object,
): Generator<{ readonly data: string; readonly first: SubscribedEvent; readonly count: number }> {
  const data = gzipSync(JSON.stringify(document(events))).toString('base64');
  if (data.length <= LARGEST_DATA || events.length === 1) {
    yield { data, first: events[0]!, count: events.length };
    return;
  }
  const half = events.length >> 1;
  yield* pieces(events.slice(0, half), document);
  yield* pieces(events.slice(half), document);
}
