import { createServer, type Server } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** What the endpoint does with a PutLogEvents request. */
export type Mood = 'accept' | 'fault' | 'throttle' | 'reset' | 'silence' | 'accept and reset';

/** A CloudWatch Logs endpoint that takes PutLogEvents as told, and remembers every message it has acknowledged or stored. */
export interface LogSink {
  readonly url: string;
  /** How often each message was stored. */
  readonly messages: Map<string, number>;
  /** The largest number of events of one request. */
  largest: number;
  requests: number;
  mood: () => Mood;
  close(): Promise<void>;
}

/** An endpoint of the test's own. */
export async function logSink(): Promise<LogSink> {
  const messages = new Map<string, number>();
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const mood = sink.mood();
      const answer = (status: number, body: object) => {
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
      };
      const put = request.headers['x-amz-target']?.toString().endsWith('.PutLogEvents');
      if (!put) return answer(200, {});
      if (mood === 'reset') return void request.socket.destroy();
      if (mood === 'silence') return;
      if (mood === 'fault') return answer(500, { __type: 'InternalFailure' });
      if (mood === 'throttle') return answer(400, { __type: 'ThrottlingException', message: 'Rate exceeded' });
      const bytes = Buffer.concat(parts);
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
      const { logEvents } = JSON.parse(text) as { logEvents: { message: string }[] };
      for (const { message } of logEvents) messages.set(message, (messages.get(message) ?? 0) + 1);
      sink.requests += 1;
      sink.largest = Math.max(sink.largest, logEvents.length);
      if (mood === 'accept and reset') return void request.socket.destroy();
      answer(200, {});
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const sink: LogSink = {
    url: `http://127.0.0.1:${address.port}`,
    messages,
    largest: 0,
    requests: 0,
    mood: () => 'accept',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return sink;
}
