import type {
  GetLogGroupFieldsRequest,
  GetLogGroupFieldsResponse,
  GetLogRecordRequest,
  GetLogRecordResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { allFields } from '../../../core/log-formats/index.ts';
import type { Operation } from '../../service.ts';
import { notFound } from './errors.ts';
import { flowLogFormatOf } from './flow-log-format.ts';
import { forwards } from './merge.ts';
import { parseRecordPointer } from './record-pointer.ts';
import type { LogGroup, LogsState } from './state.ts';

const MINUTE = 60_000;
/** How many events are looked at for the fields of a group. */
const SAMPLE = 1000;
const systemFields = ['@timestamp', '@ingestionTime', '@message', '@logStream', '@log'];

/** Fields are discovered in groups of the Standard class only. */
const discovered = (group: LogGroup, message: string): Record<string, string> =>
  group.class === 'STANDARD' ? allFields(message, flowLogFormatOf(group)) : {};

/** Which fields events have: of one, and of a group's. */
export function logFields(state: LogsState) {
  const { chunks, streams } = state;

  const getLogRecord: Operation<GetLogRecordRequest, GetLogRecordResponse> = (call) => {
    const { log, chunk: id, index } = parseRecordPointer(call.input.logRecordPointer!);
    const [account = '', name = ''] = /^(\d+):(.*)$/s.exec(log)?.slice(1) ?? [];
    const group = state.seen(call, account, name);
    const chunk = group && chunks.find(id);
    if (!chunk || index >= chunk.count) throw notFound('The specified log record does not exist.');
    const reader = chunks.read(chunk);
    const message = reader.message(index);
    return {
      logRecord: {
        ...discovered(group, message),
        '@timestamp': String(reader.timestamp(index)),
        '@ingestionTime': String(chunk.ingestedAt),
        '@message': message,
        '@logStream': streams.name(chunk.stream) ?? '',
        '@log': log,
        '@ptr': call.input.logRecordPointer!,
      },
    };
  };

  /** In the 15 minutes before now, or the 16 around the moment asked for. */
  const getLogGroupFields: Operation<GetLogGroupFieldsRequest, GetLogGroupFieldsResponse> = (call) => {
    const group = state.groupOf(call);
    const now = state.parts.clock.now();
    const { time } = call.input;
    const [from, to] =
      time === undefined ? [now - 15 * MINUTE, now] : [time * 1000 - 8 * MINUTE, time * 1000 + 8 * MINUTE];
    const counts = new Map<string, number>();
    let events = 0;
    const found = forwards(chunks.inGroup(group.id, from, to), chunks, { timestamp: from, chunk: 0, index: 0 });
    for (const event of found) {
      if (event.position.timestamp > to || events === SAMPLE) break;
      events++;
      for (const name of [...systemFields, ...Object.keys(discovered(group, event.message()))]) {
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    const fields = [...counts].map(([name, count]) => ({ name, percent: Math.round((100 * count) / events) }));
    return { logGroupFields: fields.sort((a, b) => b.percent - a.percent || (a.name < b.name ? -1 : 1)) };
  };

  return { GetLogRecord: getLogRecord, GetLogGroupFields: getLogGroupFields };
}
