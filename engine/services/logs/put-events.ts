import type { PutLogEventsRequest, PutLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { scopeOf } from '../../arn.ts';
import type { Operation } from '../../service.ts';
import type { Arrivals } from './arrivals.ts';
import { batchLimits, checkBatch } from './batch.ts';
import type { LogEvent } from './chunk.ts';
import { refusals } from './errors.ts';
import { placeOf } from './names.ts';
import { eventId } from './position.ts';
import { type Expiry, retentionOf } from './retention.ts';
import type { LogGroup, LogsState } from './state.ts';
import type { LogStream } from './stream-table.ts';

/** Log events of a service of the engine: CloudTrail's records, a function's output, EventBridge's events. */
export interface EngineLogEvents {
  /** `123456789012/us-east-1` */
  readonly scope: string;
  readonly group: string;
  /** Made when it is missing. */
  readonly stream: string;
  /** In any order. */
  readonly events: readonly LogEvent[];
  /** Makes the group when it is missing, as Lambda does; without it a missing group is refused. */
  readonly createGroup?: boolean;
}

/** What stores log events: by request, or for another service. */
export function putEvents(state: LogsState, arrivals: Arrivals, expiry: Expiry) {
  const { clock, store } = state.parts;

  function keep(
    scope: string,
    group: LogGroup,
    stream: LogStream,
    events: readonly LogEvent[],
    sizes: readonly number[],
  ): number {
    const now = clock.now();
    const { id: chunk, bytes } = state.chunks.add(
      group.id,
      stream.id,
      events,
      sizes,
      now,
      state.sealing.keyFor(scope, group),
    );
    arrivals.tell({ scope, group, stream: stream.name, events, chunk, bytes });
    expiry.watch(scope, group);
    return chunk;
  }

  const putLogEvents: Operation<PutLogEventsRequest, PutLogEventsResponse> = (call) => {
    const { logGroupName, logStreamName, logEvents } = call.input;
    const scope = scopeOf(call);
    const group = state.group(call, logGroupName!);
    const stream = state.streams.find(group.id, logStreamName!);
    if (!stream) throw refusals.streamNotFound();
    const now = clock.now();
    const { accepted, sizes, rejected } = checkBatch(logEvents!, now, retentionOf(group));
    const chunk = accepted.length === 0 ? 0 : store.write(() => keep(scope, group, stream, accepted, sizes));
    return { nextSequenceToken: eventId({ timestamp: now, chunk, index: 0 }), rejectedLogEventsInfo: rejected };
  };

  /** Stores events of the engine's own making, however old they are. */
  function put({ scope, group: name, stream: streamName, events, createGroup }: EngineLogEvents): void {
    if (events.length === 0) return;
    store.write(() => {
      const group = state.groups.get(scope, name) ?? (createGroup && state.addGroup(scope, placeOf(scope), name));
      if (!group) throw refusals.groupNotFound();
      const stream = state.streams.find(group.id, streamName) ?? state.streams.add(group.id, streamName, clock.now());
      for (const batch of batches(events)) {
        keep(
          scope,
          group,
          stream,
          batch,
          batch.map(({ message }) => Buffer.byteLength(message)),
        );
      }
    });
  }

  return { operations: { PutLogEvents: putLogEvents }, put };
}

/** Events as PutLogEvents would take them: in order, at most 24 hours and 10,000 together. */
function batches(events: readonly LogEvent[]): LogEvent[][] {
  const inOrder = events.toSorted((a, b) => a.timestamp - b.timestamp);
  const all: LogEvent[][] = [];
  let current: LogEvent[] = [];
  for (const event of inOrder) {
    const first = current[0];
    const full = current.length === batchLimits.events;
    if (first && (full || event.timestamp - first.timestamp > batchLimits.span)) {
      all.push(current);
      current = [];
    }
    current.push(event);
  }
  all.push(current);
  return all;
}
