import { invalid } from './errors.ts';

/** Where a log event is kept: what `@ptr` of a query's results says, for GetLogRecord. */
export interface RecordPointer {
  readonly group: string;
  readonly chunk: number;
  readonly index: number;
}

export const recordPointer = ({ group, chunk, index }: RecordPointer): string =>
  Buffer.from(`${chunk}.${index}.${group}`).toString('base64');

export function parseRecordPointer(text: string): RecordPointer {
  const [, chunk, index, group] = /^(\d+)\.(\d+)\.(.+)$/s.exec(Buffer.from(text, 'base64').toString()) ?? [];
  if (!chunk || !index || !group) throw invalid('The specified logRecordPointer is invalid.');
  return { group, chunk: Number(chunk), index: Number(index) };
}
