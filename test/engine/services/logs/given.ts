import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  type InputLogEvent,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { onTestFinished } from 'vitest';
import { AwsError } from '../../../../engine/errors.ts';
import type { MetricDatum } from '../../../../engine/metric-datum.ts';
import { logs } from '../../../../engine/services/logs/index.ts';
import type { Keys } from '../../../../engine/services/logs/sealing.ts';
import { serveServices } from '../../../support/serve.ts';

export const NOW = Date.UTC(2026, 0, 10, 12);
export const HOUR = 3600 * 1000;
export const DAY = 24 * HOUR;

/** CloudWatch Logs alone, over HTTP, on a clock that stands at `NOW`; closed after the test. */
export async function givenLogs() {
  const served = await serveServices({ logs }, { start: NOW });
  const client = new CloudWatchLogsClient(served.config);
  const { ports } = served.services.logs;
  ports.keysBy(testKeys);
  const metrics: MetricDatum[] = [];
  ports.metric.to((data) => metrics.push(...data));
  onTestFinished(async () => {
    client.destroy();
    await served.close();
  });
  return {
    client,
    config: served.config,
    metrics,
    ports,
    parts: served.parts,
    logged: served.logged,
    /** The metrics of filters, without the usage metrics of the service itself. */
    filterMetrics: () => metrics.filter(({ namespace }) => namespace !== 'AWS/Logs'),
    group: (logGroupName: string) => client.send(new CreateLogGroupCommand({ logGroupName })),
    async stream(logGroupName: string, logStreamName: string) {
      await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    },
    put: (logGroupName: string, logStreamName: string, logEvents: InputLogEvent[]) =>
      client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents })),
  };
}

/** Stands in for KMS: keys named `.../a` and the like, of which `disabled` cannot be used. */
const testKeys: Keys = {
  usable: (_place, reference) => {
    if (reference.endsWith('disabled')) throw new AwsError('DisabledException', 'disabled');
    return reference;
  },
  encrypt: (_place, reference, plaintext) => Buffer.concat([Buffer.from([reference.length]), plaintext]),
  decrypt: (_place, ciphertext) => ciphertext.subarray(1),
};

/** A group and a stream to put events into: `g` and `s`. */
export async function givenStream() {
  const given = await givenLogs();
  await given.group('g');
  await given.stream('g', 's');
  return given;
}

/** Events a second apart, the last at `NOW`. */
export const messages = (...texts: string[]): InputLogEvent[] =>
  texts.map((message, index) => ({ timestamp: NOW - (texts.length - 1 - index) * 1000, message }));

/** The error an AWS call is answered with: `Code: message`. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
  }
  throw new Error('the call was not refused');
}
