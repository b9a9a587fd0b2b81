/** The formats of well-known logs, and the fields in them. */
export { allFields } from './all-fields.ts';
export type { Fields, FieldValue } from './fields.ts';
export { discoverFields } from './line.ts';
export { MessageFields } from './message-fields.ts';
export { logfmtPairs } from './text-log.ts';
export { parseFlowLog } from './vpc-flow.ts';
