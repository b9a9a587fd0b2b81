import { type Fields, fieldsOf } from './fields.ts';

const NAME = String.raw`[A-Za-z_][\w.-]*`;
/** Quoted, bare or empty. A pair can be read in one way only, so that nothing is tried twice. */
const VALUE = String.raw`"(?:[^"\\]|\\.)*"|[^"\s]\S*|(?=\s|$)`;
const LOGFMT = new RegExp(`^${NAME}=(?:${VALUE})(?:\\s+${NAME}=(?:${VALUE}))+\\s*$`);
const PAIR = new RegExp(`(${NAME})=(${VALUE})`, 'g');
const LEVELS = 'TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL';
/** `2026/01/05 08:36:16.123456 [INFO] text`, `2026-01-05T08:36:16Z [INFO] text`, `[2026-01-05T08:36:16.123Z] INFO text`. */
const LEVELLED = new RegExp(
  `^\\[?(\\d{4}[-/]\\d\\d[-/]\\d\\d[T ][\\d:.,]+(?:Z|[+-]\\d\\d:?\\d\\d)?)\\]? +\\[?(${LEVELS})\\]? +(.*)$`,
  's',
);
/** `Jan  5 08:36:16 ip-10-0-0-1 web[123]: text`. */
const SYSLOG = /^([A-Z][a-z]{2} [ \d]\d [\d:]{8}) (\S+) ([\w./-]+)(?:\[(\d+)\])?: (.*)$/s;
/** An execution log of API Gateway: `(6c1e4dd8-...) Method completed with status: 200`. */
const EXECUTION = /^\(([0-9a-f-]{36})\) (.*)$/s;

/** Lines of ECS agents and containers, of Elastic Beanstalk and of API Gateway's execution log: time, level, text and what names the source. */
export function parseTextLog(line: string): Fields | undefined {
  const levelled = LEVELLED.exec(line);
  if (levelled) return fieldsOf(['time', 'level', 'text'], levelled.slice(1));
  const syslog = SYSLOG.exec(line);
  if (syslog) return fieldsOf(['time', 'host', 'program', 'pid', 'text'], syslog.slice(1));
  const execution = EXECUTION.exec(line);
  if (execution) return parseExecution(execution[1]!, execution[2]!);
  return parseLogfmt(line);
}

function parseExecution(requestId: string, text: string): Fields {
  const status = /^Method completed with status: (\d{3})/.exec(text)?.[1];
  return fieldsOf(['requestId', 'text', 'status'], [requestId, text, status]);
}

/** `level=info time=2026-01-05T08:36:16Z msg="..."`, at least two pairs. */
function parseLogfmt(line: string): Fields | undefined {
  const second = line.indexOf('=', line.indexOf('=') + 1);
  if (second === -1 || line.length > LONGEST || !LOGFMT.test(line)) return undefined;
  return Object.fromEntries(logfmtPairs(line));
}

/** Names and values of a line in logfmt, whatever else stands between them. */
export const logfmtPairs = (line: string): (readonly [name: string, value: string])[] =>
  [...line.slice(0, LONGEST).matchAll(PAIR)].map(([, name = '', value = '']) => [name, unquoted(value)] as const);

const LONGEST = 16_384;

const unquoted = (value: string): string =>
  value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
