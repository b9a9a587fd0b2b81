import { describe, expect, it } from 'vitest';
import { discoverFields } from '../../core/log-formats/index.ts';
import { type LogSource, logLines, logSources } from '../../samples/log-lines.ts';

const end = Date.UTC(2026, 0, 5, 8, 36, 16);

/** Fields that every line of a source has. */
const expected: Readonly<Record<LogSource, readonly string[]>> = {
  'vpc-flow': ['srcAddr', 'dstPort', 'action', 'logStatus'],
  lambda: ['@type', '@requestId', '@duration', '@memorySize'],
  route53: ['queryName', 'responseCode', 'resolverIp'],
  'api-gateway-access': ['clientIp', 'path', 'status', 'requestId'],
  'api-gateway-execution': ['requestId', 'status'],
  'ecs-agent': ['level', 'time', 'msg', 'task'],
  'beanstalk-engine': ['time', 'level', 'text'],
  'beanstalk-web': ['time', 'host', 'program', 'pid', 'text'],
  'apache-access': ['clientIp', 'user', 'method', 'path', 'status', 'bytes'],
  'apache-error': ['time', 'level', 'pid', 'clientIp', 'text'],
  'nginx-access': ['clientIp', 'method', 'status', 'userAgent'],
  'nginx-error': ['time', 'level', 'clientIp', 'text'],
};

describe.each(logSources)('sample lines of %s', (source) => {
  it('are in their format', () => {
    for (const { message } of logLines(source, 'seed', end, 50)) {
      expect(Object.keys(discoverFields(message)), message).toEqual(expect.arrayContaining([...expected[source]]));
    }
  });

  it('are the same for the same seed, in order, and end when they are to', () => {
    const lines = logLines(source, 'seed', end, 5);

    expect(logLines(source, 'seed', end, 5)).toEqual(lines);
    expect(lines.at(-1)?.timestamp).toBe(end);
    expect(lines.map(({ timestamp }) => timestamp)).toEqual(lines.map(({ timestamp }) => timestamp).toSorted());
  });
});
