/** AWS Config's advanced query language: `SELECT resourceId WHERE resourceType = 'AWS::EC2::Instance'`. */
export type { ConfigQuery } from './ast.ts';
export { ConfigQueryError } from './error.ts';
export { parseConfigQuery } from './parse.ts';
export { runConfigQuery, selectFields } from './run.ts';
export { typesAsked } from './types-asked.ts';
