import { invalid } from './errors.ts';

/** Where a log event is kept: what `@ptr` of a query's results says, for GetLogRecord. */
export interface RecordPointer {
  /** `123456789012:group` */
  readonly log: string;
  readonly chunk: number;
  readonly index: number;
}

export const recordPointer = ({ log, chunk, index }: RecordPointer): string =>
  Buffer.from(`${chunk}.${index}.${log}`).toString('base64');

export function parseRecordPointer(text: string): RecordPointer {
  const [, chunk, index, log] = /^(\d+)\.(\d+)\.(.+)$/s.exec(Buffer.from(text, 'base64').toString()) ?? [];
  if (!chunk || !index || !log) throw invalid('The specified logRecordPointer is invalid.');
  return { log, chunk: Number(chunk), index: Number(index) };
}
