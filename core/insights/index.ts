/** The query language of CloudWatch Logs Insights. */
export type * from './ast.ts';
export { InsightsError } from './error.ts';
export { parseQuery } from './parse.ts';
export { type LogRow, PlainEvent } from './plain-event.ts';
export type { QueryEvent } from './row.ts';
export { QueryRun, type Results, type RunOptions, runQuery } from './run.ts';
export type { FieldList } from './scope.ts';
export { numberOf, owned, Timestamp, textOf, timeText, type Value } from './values.ts';
