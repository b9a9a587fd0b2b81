/**
 * What the engine's HTTP layer costs: requests a second of PutLogEvents (100 events of 690 bytes) through routing, decoding, constraints
 * and encoding, to an operation that does nothing, as a share of the same client against an empty HTTP server.
 *
 *   node test/bench/http.bench.ts [seconds]
 */
import { fork } from 'node:child_process';
import { Agent, createServer, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { madeUp, serveServices } from '../support/serve.ts';

const CONCURRENCY = 8;
const seconds = Number(process.argv[2] ?? 4);

const events = JSON.stringify({
  logGroupName: '/aws/cloudtrail/organization',
  logStreamName: '123456789012_CloudTrail_us-east-1',
  logEvents: Array.from({ length: 100 }, (_, at) => ({ timestamp: 1_780_000_000_000 + at, message: 'x'.repeat(690) })),
});
const small = JSON.stringify({ logGroupNamePrefix: '/aws/', limit: 10 });

if (process.argv[2] === 'empty') {
  const server = createServer((incoming, response) => {
    incoming.on('data', () => undefined);
    incoming.on('end', () => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{}'));
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port));
} else if (process.argv[2] === 'engine') {
  const logs = madeUp(
    {
      sdk: () => import('@aws-sdk/client-cloudwatch-logs'),
      signingName: 'logs',
      validationCode: 'InvalidParameterException',
    },
    { PutLogEvents: () => ({ nextSequenceToken: '1' }), DescribeLogGroups: () => ({ logGroups: [] }) },
  );
  const { url } = await serveServices({ logs });
  process.send?.(Number(new URL(url).port));
} else {
  for (const [operation, body] of [
    ['PutLogEvents', events],
    ['DescribeLogGroups', small],
  ] as const) {
    const floor = await measure('empty', operation, body);
    const engine = await measure('engine', operation, body);
    const again = await measure('empty', operation, body);
    const best = Math.max(floor, again);
    console.log(
      `${operation.padEnd(18)} engine ${engine.toFixed(0)}/s, empty server ${best.toFixed(0)}/s, share ${(engine / best).toFixed(2)}`,
    );
  }
}

/** Requests a second against a server in a process of its own. */
async function measure(kind: 'empty' | 'engine', operation: string, body: string): Promise<number> {
  const child = fork(fileURLToPath(import.meta.url), [kind]);
  const port = await new Promise<number>((resolve) => child.once('message', resolve as (port: unknown) => void));
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(body),
    'x-amz-target': `Logs_20140328.${operation}`,
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/logs/aws4_request, SignedHeaders=host, Signature=0',
  };
  const once = () =>
    new Promise<void>((resolve, reject) => {
      const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/', agent, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
        response.on('data', () => undefined).on('end', resolve);
      });
      sent.on('error', reject).end(body);
    });
  const run = async (until: number) => {
    let count = 0;
    const worker = async () => {
      while (performance.now() < until) {
        await once();
        count++;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    return count;
  };
  await run(performance.now() + 1000);
  const count = await run(performance.now() + seconds * 1000);
  agent.destroy();
  child.kill();
  return count / seconds;
}
