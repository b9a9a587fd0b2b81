import type {
  FilteredLogEvent,
  FilterLogEventsRequest,
  FilterLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { FilterSet } from '../../../core/filter-pattern/index.ts';
import type { Operation } from '../../service.ts';
import { invalid, refusals } from './errors.ts';
import { pageLimits } from './get-events.ts';
import { forwards } from './merge.ts';
import { parsePattern } from './patterns.ts';
import { eventId, later, type Position, parseSearchToken, searchToken } from './position.ts';
import { expiryOf } from './retention.ts';
import { asStandard, type LogGroup, type LogsState } from './state.ts';

/** A page looks at this much and then gives a token, found something or not: nobody else waits for one long search. */
const SEARCHED_BYTES = 64 * 1024 * 1024;

type Search = FilterLogEventsRequest;

/** Searching the streams of a group. */
export function filterEvents(state: LogsState) {
  const { chunks, streams } = state;

  const filterLogEvents: Operation<FilterLogEventsRequest, FilterLogEventsResponse> = (call) => {
    const { input } = call;
    const group = asStandard(state.groupOf(call));
    const names = streamsOf(group, input);
    const matches = matcher(input.filterPattern);
    const from = Math.max(input.startTime ?? 0, expiryOf(group, state.parts.clock.now()), 0);
    const to = input.endTime ?? Number.MAX_SAFE_INTEGER;
    const limit = input.limit ?? pageLimits.events;
    const start: Position = { timestamp: from, chunk: 0, index: 0 };
    const token = input.nextToken === undefined ? start : parseSearchToken(input.nextToken);

    const events: FilteredLogEvent[] = [];
    let bytes = 0;
    let searched = 0;
    let next: Position | undefined;
    for (const event of forwards(wanted(group, names, from, to), chunks, later(start, token))) {
      const { position } = event;
      if (position.timestamp > to) break;
      if (events.length === limit || searched > SEARCHED_BYTES) {
        next = position;
        break;
      }
      const message = event.message();
      searched += message.length;
      if (!matches(message)) continue;
      bytes += Buffer.byteLength(message);
      if (bytes > pageLimits.bytes && events.length > 0) {
        next = position;
        break;
      }
      events.push({
        logStreamName: names.get(event.stream),
        timestamp: position.timestamp,
        message,
        ingestionTime: event.ingestedAt,
        eventId: eventId(position),
      });
    }
    return { events, searchedLogStreams: [], nextToken: next && searchToken(next) };
  };

  /** Names by id of the streams a search goes through. */
  function streamsOf(group: LogGroup, { logStreamNames, logStreamNamePrefix }: Search): Map<number, string> {
    if (logStreamNames && logStreamNamePrefix !== undefined) {
      throw invalid('logStreamNames and logStreamNamePrefix are mutually exclusive parameters.');
    }
    if (!logStreamNames) {
      return new Map(streams.list(group.id, logStreamNamePrefix).map(({ id, name }) => [id, name]));
    }
    return new Map(
      logStreamNames.map((name) => {
        const stream = streams.find(group.id, name);
        if (!stream) throw refusals.streamNotFound();
        return [stream.id, name];
      }),
    );
  }

  function* wanted(group: LogGroup, names: ReadonlyMap<number, string>, from: number, to: number) {
    for (const chunk of chunks.inGroup(group.id, from, to)) if (names.has(chunk.stream)) yield chunk;
  }

  return { FilterLogEvents: filterLogEvents };
}

function matcher(pattern: string | undefined): (message: string) => boolean {
  const parsed = parsePattern(pattern ?? '');
  if (parsed.kind === 'all') return () => true;
  const set = new FilterSet([parsed]);
  return (message) => set.match(message).length > 0;
}
