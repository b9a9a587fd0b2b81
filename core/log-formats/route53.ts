import { type Fields, fieldsOf } from './fields.ts';

const NAMES = [
  'version',
  'queryTimestamp',
  'hostZoneId',
  'queryName',
  'queryType',
  'responseCode',
  'protocol',
  'edgeLocation',
  'resolverIp',
  'ednsClientSubnet',
];

const LINE = /^\d+\.\d+ \d{4}-\d\d-\d\dT[\d:.]+Z Z[A-Z0-9]+ \S+ [A-Z0-9]+ [A-Z]+ (?:UDP|TCP|-) /;

/** A line of a Route 53 public hosted zone's query log. */
export function parseRoute53(line: string): Fields | undefined {
  if (!LINE.test(line)) return undefined;
  return fieldsOf(NAMES, line.trim().split(' '));
}
