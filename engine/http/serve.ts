import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { EngineStartError } from '../errors.ts';
import { BodyTooLarge, bodyLimit, decodeBody, readBody } from './body.ts';
import { type CredentialScope, credentialScope } from './credential.ts';
import type { HttpAnswer, HttpRequest } from './exchange.ts';
import { Flow, type FlowOptions } from './flow.ts';

export type { HttpAnswer, HttpRequest } from './exchange.ts';
export type { Called } from './flow.ts';
export type { ServedMap } from './registry.ts';

export interface HttpOptions extends FlowOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Asked about paths under `/_trailkeeper/` and every unsigned `GET`, a browser's; undefined leaves a path to AWS. */
  readonly extras?: (request: HttpRequest) => HttpAnswer | undefined | Promise<HttpAnswer | undefined>;
}

export interface HttpServer {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  /** Stops taking requests, lets those in flight finish and closes every connection. */
  close(): Promise<void>;
}

/** Serves every AWS service on one port, HTTP/1.1 and HTTP/2. Rejects with an `EngineStartError` when it cannot be had. */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const front = new Front(options);
  const server = createServer(
    { headersTimeout: 20_000, requestTimeout: 120_000, keepAliveTimeout: 60_000, noDelay: true },
    front.listener,
  );
  const sockets = acceptBothVersions(server, front.listener);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, close: () => close(server, sockets, front) };
}

/** Between Node's requests and the flow's. */
class Front {
  readonly #options: HttpOptions;
  readonly #flow: Flow;
  readonly #inFlight = new Set<Promise<void>>();

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#flow = new Flow(options);
  }

  readonly listener: RequestListener = (incoming, response) => {
    const answering = this.#respond(incoming, response).catch((error: unknown) => {
      // A caller that hung up half-way through its request is told nothing and is no fault of ours.
      if (!incoming.complete) response.destroy();
      else this.#fail(response, error);
    });
    this.#inFlight.add(answering);
    void answering.finally(() => this.#inFlight.delete(answering));
  };

  async settled(): Promise<void> {
    await Promise.all(this.#inFlight);
  }

  async #respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path, query] = splitUrl(incoming.url ?? '/');
    const head = { method: incoming.method ?? 'GET', path, query, headers: incoming.headers };
    const connection = {
      sourceIp: incoming.socket.remoteAddress ?? '',
      endpoint: `http://${incoming.headers.host ?? incoming.headers[':authority'] ?? ''}`,
      onHangUp: (told: () => void) => void response.once('close', told),
    };
    const scope = credentialScope(head);
    const limit = bodyLimit(scope?.service ?? (query === '' && path === '/' ? undefined : 's3'));
    let request: HttpRequest | undefined;
    try {
      const body = await readBody(incoming, limit);
      request = { ...head, body };
      const decoding = decodeBody(body, head.headers, scope?.service, limit);
      const decoded = decoding instanceof Promise ? await decoding : decoding;
      request = { ...head, ...decoded };
    } catch (error) {
      if (error instanceof BodyTooLarge) response.setHeader('connection', 'close');
      else if (!request) throw error;
      send(response, await this.#flow.refuse({ ...head, body: Buffer.alloc(0) }, error));
      return;
    }
    const extra = isExtra(request, scope) ? await this.#options.extras?.(request) : undefined;
    send(response, extra ?? (await this.#flow.respond(request, connection)));
  }

  #fail(response: ServerResponse, error: unknown): void {
    this.#options.parts().log.error('an answer could not be written', error);
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-type': 'application/json' }).end('{"__type":"InternalFailure"}');
  }
}

const isExtra = ({ method, path }: HttpRequest, scope: CredentialScope | undefined): boolean =>
  path.startsWith('/_trailkeeper/') || (method === 'GET' && !scope);

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  // An answer to HEAD has the length of the object it does not send.
  const length = headers['content-length'] ?? Buffer.byteLength(body);
  const written: OutgoingHttpHeaders =
    status === 204 || status === 304 ? headers : { ...headers, 'content-length': length };
  response.writeHead(status, written);
  response.end(body);
}

function splitUrl(url: string): [path: string, query: string] {
  const at = url.indexOf('?');
  return at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

const HTTP2_PREFACE = Buffer.from('PRI * HTTP/2.0\r\n');

/**
 * Hands a connection that begins with HTTP/2's preface to an HTTP/2 server: some SDK clients (Kinesis) speak nothing else, and
 * without TLS they do not ask first.
 */
function acceptBothVersions(server: Server, listener: RequestListener): Set<Socket> {
  const http2 = createHttp2Server({}, listener as never);
  http2.on('sessionError', () => undefined);
  const http1Listeners = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.setTimeout(20_000, () => socket.destroy());
    socket.once('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.setTimeout(0);
      socket.unshift(first);
      const begins = first.subarray(0, HTTP2_PREFACE.length);
      if (begins.equals(HTTP2_PREFACE.subarray(0, begins.length))) http2.emit('connection', socket);
      else for (const accept of http1Listeners) accept.call(server, socket);
      process.nextTick(() => socket.resume());
    });
  });
  return sockets;
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

async function close(server: Server, sockets: Set<Socket>, front: Front): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await front.settled();
  for (const socket of sockets) socket.destroySoon();
  await closed;
}
