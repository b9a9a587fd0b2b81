import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttp2Server, type Http2Server, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { EngineStartError } from '../errors.ts';
import { Front, type FrontOptions } from './front.ts';

export type { HttpAnswer, HttpRequest } from './exchange.ts';
export type { Called } from './flow.ts';
export type { ServedMap } from './registry.ts';
export { readSecrets, type Secrets } from './signature/secrets.ts';

export interface HttpOptions extends FrontOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface HttpServer {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  /** Stops taking requests, ends long polls, lets the others finish and closes every connection. */
  close(): Promise<void>;
}

/** How long a caller may take, in ms: to begin, to send its headers, its whole request, and between two requests. */
const PATIENCE = { first: 20_000, headers: 20_000, request: 120_000, idle: 60_000 };

/** Serves every AWS service on one port, HTTP/1.1 and HTTP/2. Rejects with an `EngineStartError` when it cannot be had. */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const front = new Front(options);
  const server = createServer(
    {
      headersTimeout: PATIENCE.headers,
      requestTimeout: PATIENCE.request,
      keepAliveTimeout: PATIENCE.idle,
      noDelay: true,
    },
    front.listener,
  );
  const connections = new Connections(server, front.listener);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await front.settle();
      connections.end();
      await closed;
    },
  };
}

const HTTP2_PREFACE = Buffer.from('PRI * HTTP/2.0\r\n');

/**
 * Hands a connection that begins with HTTP/2's preface to an HTTP/2 server: some SDK clients (Kinesis) speak nothing else, and
 * without TLS they do not ask first.
 */
class Connections {
  readonly #sockets = new Set<Socket>();
  readonly #http1: ((socket: Socket) => void)[];
  readonly #server: Server;
  readonly #http2: Http2Server;

  constructor(server: Server, listener: RequestListener) {
    this.#server = server;
    this.#http2 = createHttp2Server({}, listener as never);
    this.#http2.on('session', (session: ServerHttp2Session) => {
      session.setTimeout(PATIENCE.request, () => session.close());
      session.on('error', () => session.destroy());
    });
    this.#http1 = server.listeners('connection') as ((socket: Socket) => void)[];
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) => this.#accept(socket));
  }

  end(): void {
    for (const socket of this.#sockets) socket.destroySoon();
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    const tooLate = () => socket.destroy();
    socket.once('close', () => this.#sockets.delete(socket));
    socket.on('error', tooLate);
    socket.setTimeout(PATIENCE.first, tooLate);
    socket.once('end', tooLate);
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.setTimeout(0);
      socket.off('timeout', tooLate).off('end', tooLate);
      socket.unshift(first);
      const begins = first.subarray(0, HTTP2_PREFACE.length);
      if (begins.equals(HTTP2_PREFACE.subarray(0, begins.length))) {
        // Node's HTTP/1 servers leave a connection open that its caller has ended; of HTTP/2 nothing can follow then.
        socket.allowHalfOpen = false;
        this.#http2.emit('connection', socket);
      } else for (const accept of this.#http1) accept.call(this.#server, socket);
      process.nextTick(() => socket.resume());
    });
  }
}

function listen(server: Server, { host, port }: HttpOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new EngineStartError(reason(error, host, port))));
    server.listen(port, host, resolve);
  });
}

function reason(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') return `port ${port} of ${host} is in use; give another --port`;
  if (error.code === 'EACCES') return `port ${port} may not be used by this user; give a --port above 1023`;
  return `cannot listen on ${host}, port ${port}: ${error.message}`;
}
