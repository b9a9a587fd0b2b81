/** The query language of CloudWatch Logs Insights. */
export type * from './ast.ts';
export { InsightsError } from './error.ts';
export { fieldsIn } from './fields-in.ts';
export { parseQuery } from './parse.ts';
export type { LogRow } from './row.ts';
export { QueryRun, type Results, type RunOptions, runQuery } from './run.ts';
export { numberOf, Timestamp, textOf, timeText, type Value } from './values.ts';
