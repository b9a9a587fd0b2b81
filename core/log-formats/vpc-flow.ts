import { type Fields, fieldsOf } from './fields.ts';

/** The fields of version 2, in their order, by the names CloudWatch Logs discovers them under. */
const DEFAULT = [
  'version',
  'accountId',
  'interfaceId',
  'srcAddr',
  'dstAddr',
  'srcPort',
  'dstPort',
  'protocol',
  'packets',
  'bytes',
  'startTime',
  'endTime',
  'action',
  'logStatus',
];

/** `start` and `end` of a format are `startTime` and `endTime` when discovered; the rest is only spelled differently. */
const renamed: Readonly<Partial<Record<string, string>>> = {
  srcaddr: 'srcAddr',
  dstaddr: 'dstAddr',
  srcport: 'srcPort',
  dstport: 'dstPort',
  start: 'startTime',
  end: 'endTime',
};

const LINE = /^\d+ (?:\d{12}|unknown|-) (?:eni-[0-9a-f]+|-) /;

/**
 * A record of VPC Flow Logs.
 * @param format of a custom record, as the flow log was made with: `${version} ${vpc-id} ${srcaddr}`; the default format without it
 */
export function parseFlowLog(line: string, format?: string): Fields | undefined {
  if (format === undefined && !LINE.test(line)) return undefined;
  const names = format === undefined ? DEFAULT : namesOf(format);
  const values = line.trim().split(/\s+/);
  return values.length === names.length ? fieldsOf(names, values) : undefined;
}

/** `${vpc-id}`, or vpc-id where signs are not allowed, is vpcId. */
const namesOf = (format: string): string[] =>
  (format.match(/[a-z0-9-]+/g) ?? []).map(
    (name) => renamed[name] ?? name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
  );
