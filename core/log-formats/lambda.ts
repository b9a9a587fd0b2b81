import type { Fields } from './fields.ts';

const PLATFORM = /^(START|END|REPORT|INIT_START|INIT_REPORT|EXTENSION|TELEMETRY)\b/;
const REQUEST = /RequestId: ([0-9a-f-]{36})/;
/** What the runtimes put in front: time, request, often a level. */
const PREFIX = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\t([0-9a-f-]{36}|undefined)\t(?:(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\t)?/;
const PYTHON = /^\[(TRACE|DEBUG|INFO|WARNING|ERROR|CRITICAL)\]\t(\d{4}-\d\d-\d\dT[\d:.]+Z)\t([0-9a-f-]{36})\t/;

const MEGA = 1_000_000;

/** Figures of a REPORT line: their names there, the fields they are, and what one unit of them is. */
const figures = [
  ['Duration', '@duration', 1],
  ['Billed Duration', '@billedDuration', 1],
  ['Init Duration', '@initDuration', 1],
  ['Memory Size', '@memorySize', MEGA],
  ['Max Memory Used', '@maxMemoryUsed', MEGA],
] as const;

/**
 * A line of a Lambda function's log group: `@type`, `@requestId`, and of REPORT lines the figures (durations in ms, memory in bytes).
 * @see CloudWatch Logs guide, "Supported logs and discovered fields"
 */
export function parseLambda(line: string): Fields | undefined {
  const type = PLATFORM.exec(line)?.[1];
  const requestId = type === undefined ? undefined : REQUEST.exec(line)?.[1];
  if (type === 'REPORT' && requestId) return report(line, requestId);
  if (type?.startsWith('INIT') || requestId) return { '@type': type!, ...(requestId && { '@requestId': requestId }) };
  const found = PREFIX.exec(line);
  if (found) return written(found[2]!, found[3], line.slice(found[0].length));
  const python = PYTHON.exec(line);
  return python ? written(python[3]!, python[1], line.slice(python[0].length)) : undefined;
}

/** Where the JSON document begins that a function wrote, behind what Lambda put in front of it; -1 without one. */
export function jsonStart(line: string): number {
  if (!line.includes('{') || !(PREFIX.test(line) || PYTHON.test(line))) return -1;
  return line.indexOf('{');
}

function report(line: string, requestId: string): Fields {
  const fields: Record<string, string> = { '@type': 'REPORT', '@requestId': requestId };
  for (const part of line.split('\t')) {
    const [, name, amount] = /^([A-Za-z -]+): ([\w.:-]+)/.exec(part.trim()) ?? [];
    const figure = figures.find(([known]) => known === name);
    if (figure && amount !== undefined) fields[figure[1]] = String(Number(amount) * figure[2]);
    if (name === 'XRAY TraceId' && amount !== undefined) fields['@xrayTraceId'] = amount;
    if (name === 'SegmentId' && amount !== undefined) fields['@xraySegmentId'] = amount;
  }
  return fields;
}

const written = (requestId: string, level: string | undefined, text: string): Fields => ({
  ...(requestId !== 'undefined' && { '@requestId': requestId }),
  ...(level !== undefined && { level }),
  ...(!text.startsWith('{') && { text: text.trimEnd() }),
});
