import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import path from 'node:path';

const EVENT = Buffer.from('"timestamp":');

/** A TLS endpoint of CloudWatch Logs that reads what comes, counts the events, and answers. */
export async function tlsEndpoint(folder: string) {
  const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
  let received = 0;
  let wanted = { count: Number.POSITIVE_INFINITY, reached: () => {} };
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, answer) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const target = String(request.headers['x-amz-target']);
      if (target.endsWith('.PutLogEvents') && !request.headers['content-encoding']) {
        received += eventsIn(Buffer.concat(parts));
      }
      answer.setHeader('content-type', 'application/x-amz-json-1.1').end('{"nextSequenceToken":"1"}');
      if (received >= wanted.count) wanted.reached();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return {
    port: address.port,
    url: `https://localhost:${address.port}`,
    certificate,
    /** Resolves once so many more events are acknowledged. */
    events: (count: number) =>
      new Promise<void>((resolve) => {
        wanted = { count: received + count, reached: resolve };
      }),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function eventsIn(body: Buffer): number {
  let count = 0;
  for (let at = body.indexOf(EVENT); at >= 0; at = body.indexOf(EVENT, at + EVENT.length)) count += 1;
  return count;
}
