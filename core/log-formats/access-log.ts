import { type Fields, fieldsOf } from './fields.ts';

/** Client, identity, user, time, request, status, size: the common log format, and what others put behind it. */
const LINE = /^(\S+) (\S+) (\S+) \[([^\]]+)\] ?"([^"]*)" (\d{3}|-) (\d+|-)(.*)$/;
const COMBINED = /^ "([^"]*)" "([^"]*)"/;
const REQUEST = /^(\S+) (\S+)(?: (\S+))?$/;
const ERROR_OF_NGINX = /^(\d{4}\/\d\d\/\d\d [\d:]+) \[(\w+)\] (\d+)#\d+: (?:\*\d+ )?(.*)$/;
const ERROR_OF_APACHE =
  /^\[(\w{3} \w{3} +\d+ [\d:.]+ \d{4})\] \[(?:\w*:)?(\w+)\](?: \[pid (\d+)[^\]]*\])?(?: \[client ([^\]]+)\])? (.*)$/;

/**
 * A line of an access log of Apache, Nginx or API Gateway (common and combined format; API Gateway puts its request id behind), or of an
 * error log of the first two.
 */
export function parseAccessLog(line: string): Fields | undefined {
  return parseAccess(line) ?? parseNginxError(line) ?? parseApacheError(line);
}

function parseAccess(line: string): Fields | undefined {
  const found = LINE.exec(line);
  if (!found) return undefined;
  const [, client, identity, user, time, request = '', status, bytes, rest = ''] = found;
  const [, method, path, protocol] = REQUEST.exec(request) ?? [];
  const [, referer, userAgent] = COMBINED.exec(rest) ?? [];
  const requestId = /^ ([0-9A-Za-z=_-]{8,})$/.exec(rest)?.[1];
  return fieldsOf(
    [
      'clientIp',
      'identity',
      'user',
      'time',
      'request',
      'method',
      'path',
      'protocol',
      'status',
      'bytes',
      'referer',
      'userAgent',
      'requestId',
    ],
    [client, identity, user, time, request, method, path, protocol, status, bytes, referer, userAgent, requestId],
  );
}

function parseNginxError(line: string): Fields | undefined {
  const [, time, level, pid, text = ''] = ERROR_OF_NGINX.exec(line) ?? [];
  if (time === undefined) return undefined;
  return fieldsOf(
    ['time', 'level', 'pid', 'text', 'clientIp'],
    [time, level, pid, text, /, client: ([^,]+)/.exec(text)?.[1]],
  );
}

function parseApacheError(line: string): Fields | undefined {
  const [, time, level, pid, client, text] = ERROR_OF_APACHE.exec(line) ?? [];
  if (time === undefined) return undefined;
  return fieldsOf(['time', 'level', 'pid', 'clientIp', 'text'], [time, level, pid, client, text]);
}
