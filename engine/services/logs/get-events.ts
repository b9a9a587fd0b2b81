import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { refusals } from './errors.ts';
import { backwards, forwards, type StoredEvent } from './merge.ts';
import { behind, earlier, later, type Position, parseStreamToken, type StreamToken, streamToken } from './position.ts';
import { expiryOf } from './retention.ts';
import { asStandard, type LogsState } from './state.ts';

/** What one page of events holds at most. */
export const pageLimits = { events: 10_000, bytes: 1_048_576 } as const;

/** An event with its message. */
export interface ShownEvent extends Omit<StoredEvent, 'message'> {
  readonly message: string;
}

/** Reading one stream. */
export function getEvents(state: LogsState) {
  const { chunks, streams } = state;

  const getLogEvents: Operation<GetLogEventsRequest, GetLogEventsResponse> = (call) => {
    const { input } = call;
    const group = asStandard(state.groupOf(call));
    const stream = streams.find(group.id, input.logStreamName!);
    if (!stream) throw refusals.streamNotFound();
    const from = Math.max(input.startTime ?? 0, expiryOf(group, state.parts.clock.now()), 0);
    // The end is exclusive here, unlike at FilterLogEvents.
    const end = input.endTime ?? Number.MAX_SAFE_INTEGER;
    const limit = input.limit ?? pageLimits.events;
    const token = input.nextToken === undefined ? undefined : parseStreamToken(input.nextToken);
    const first = at(from);
    const events =
      (token?.forward ?? input.startFromHead)
        ? take(
            forwards(chunks.inStream(stream.id, from, end - 1), chunks, later(first, token?.at ?? first)),
            limit,
            ({ position }) => position.timestamp < end,
          )
        : take(
            backwards(chunks.inStreamFromEnd(stream.id, from, end - 1), chunks, earlier(at(end), token?.at ?? at(end))),
            limit,
            ({ position }) => position.timestamp >= from,
          ).reverse();
    const [forward, backward] = placesAround(events, token, first);
    return {
      events: events.map(({ position, message, ingestedAt }) => ({
        timestamp: position.timestamp,
        message,
        ingestionTime: ingestedAt,
      })),
      nextForwardToken: streamToken({ forward: true, at: forward }),
      nextBackwardToken: streamToken({ forward: false, at: backward }),
    };
  };

  return { GetLogEvents: getLogEvents };
}

const at = (timestamp: number): Position => ({ timestamp, chunk: 0, index: 0 });

function take(events: Iterable<StoredEvent>, limit: number, within: (event: StoredEvent) => boolean): ShownEvent[] {
  const taken: ShownEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    if (!within(event)) break;
    const message = event.message();
    bytes += Buffer.byteLength(message);
    if (bytes > pageLimits.bytes && taken.length > 0) break;
    taken.push({ ...event, message });
    if (taken.length === limit) break;
  }
  return taken;
}

/** Where the next page forward and the next page backward begin. At an end, that is where this one did. */
function placesAround(
  events: readonly ShownEvent[],
  token: StreamToken | undefined,
  start: Position,
): [forward: Position, backward: Position] {
  const first = events[0]?.position;
  const last = events.at(-1)?.position;
  if (first && last) return [behind(last), first];
  const here = token?.at ?? start;
  return [here, here];
}
