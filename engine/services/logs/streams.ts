import type {
  CreateLogStreamRequest,
  DeleteLogStreamRequest,
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  LogStream as LogStreamShape,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { invalid, refusals } from './errors.ts';
import type { LogGroup, LogsState } from './state.ts';
import type { LogStream } from './stream-table.ts';

const DEFAULT_PAGE = 50;

interface Listed {
  readonly stream: LogStream;
  /** What the list is ordered by. */
  readonly key: string;
}

/** Log streams. */
export function streams(state: LogsState) {
  const { chunks, streams: table } = state;

  const createLogStream: Operation<CreateLogStreamRequest, void> = (call) => {
    const group = state.group(call, call.input.logGroupName!);
    const name = call.input.logStreamName!;
    if (table.find(group.id, name)) throw refusals.streamExists();
    table.add(group.id, name, state.parts.clock.now());
  };

  const deleteLogStream: Operation<DeleteLogStreamRequest, void> = (call) => {
    const group = state.group(call, call.input.logGroupName!);
    const stream = table.find(group.id, call.input.logStreamName!);
    if (!stream) throw refusals.streamNotFound();
    state.parts.store.write(() => {
      table.delete(group.id, stream);
      chunks.deleteStream(stream.id);
    });
  };

  const describeLogStreams: Operation<DescribeLogStreamsRequest, DescribeLogStreamsResponse> = (call) => {
    const { orderBy, descending, logStreamNamePrefix, limit, nextToken } = call.input;
    const byTime = orderBy === 'LastEventTime';
    if (byTime && logStreamNamePrefix !== undefined) {
      throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
    }
    const group = state.groupOf(call);
    const items = table.list(group.id, logStreamNamePrefix).map((stream) => ({
      stream,
      key: byTime ? timeKey(chunks.span(stream.id)?.lastEvent, stream.name) : stream.name,
    }));
    const shown = pageOf(items, limit ?? DEFAULT_PAGE, nextToken, descending ?? false);
    return { logStreams: shown.items.map(({ stream }) => described(group, stream)), nextToken: shown.next };
  };

  const described = (group: LogGroup, stream: LogStream): LogStreamShape => {
    const span = chunks.span(stream.id);
    return {
      arn: `${group.arn}:log-stream:${stream.name}`,
      creationTime: stream.createdAt,
      logStreamName: stream.name,
      firstEventTimestamp: span?.firstEvent,
      lastEventTimestamp: span?.lastEvent,
      lastIngestionTime: span?.lastIngestion,
      uploadSequenceToken: span && String(span.lastIngestion).padStart(56, '0'),
      // Zero for every stream since June 2019, as the API reference says.
      storedBytes: 0,
    };
  };

  return { CreateLogStream: createLogStream, DeleteLogStream: deleteLogStream, DescribeLogStreams: describeLogStreams };
}

/** Streams without events come first; those of the same moment by name. */
const timeKey = (lastEvent: number | undefined, name: string): string =>
  `${String((lastEvent ?? -1) + 1).padStart(16, '0')}/${name}`;

/** One page of streams by key, either way round, and the token of the next: the last key shown. */
function pageOf(items: Listed[], limit: number, token: string | undefined, descending: boolean) {
  const way = descending ? -1 : 1;
  const order = (a: string, b: string) => (a < b ? -way : a > b ? way : 0);
  const sorted = items.toSorted((a, b) => order(a.key, b.key));
  const after = token === undefined ? undefined : Buffer.from(token, 'base64url').toString();
  const rest = after === undefined ? sorted : sorted.filter(({ key }) => order(key, after) > 0);
  const shown = rest.slice(0, limit);
  const next = rest.length > limit ? Buffer.from(shown.at(-1)!.key).toString('base64url') : undefined;
  return { items: shown, next };
}
