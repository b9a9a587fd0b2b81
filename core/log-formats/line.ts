import { parseAccessLog } from './access-log.ts';
import type { Fields } from './fields.ts';
import { parseLambda } from './lambda.ts';
import { parseRoute53 } from './route53.ts';
import { parseTextLog } from './text-log.ts';
import { parseFlowLog } from './vpc-flow.ts';

const formats: readonly ((line: string) => Fields | undefined)[] = [
  (line) => parseFlowLog(line),
  parseLambda,
  parseRoute53,
  parseAccessLog,
  parseTextLog,
];

const none: Fields = {};

/**
 * The fields of a line of text, by the first format it is in; none where it is in none.
 * @param flowLogFormat of a custom VPC flow log: lines that have as many parts as it are read by it
 */
export function discoverFields(line: string, flowLogFormat?: string): Fields {
  const custom = flowLogFormat === undefined ? undefined : parseFlowLog(line, flowLogFormat);
  if (custom) return custom;
  for (const parse of formats) {
    const fields = parse(line);
    if (fields) return fields;
  }
  return none;
}
