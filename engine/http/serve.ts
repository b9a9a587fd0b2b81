import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EngineStartError } from '../errors.ts';
import type { HttpAnswer, HttpRequest } from './exchange.ts';
import { Flow, type FlowOptions } from './flow.ts';

export type { Called } from './flow.ts';
export type { ServedMap } from './registry.ts';

export interface HttpOptions extends FlowOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Answers what is no AWS API: paths under `/_trailkeeper/`, and `GET /` of a browser. Undefined leaves a path to AWS. */
  readonly extras?: (request: HttpRequest) => HttpAnswer | undefined | Promise<HttpAnswer | undefined>;
}

export interface HttpServer {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  /** Stops taking requests, lets those in flight finish and closes every connection. */
  close(): Promise<void>;
}

/** Serves every AWS service on one port. Rejects with an `EngineStartError` when the port cannot be had. */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const flow = new Flow(options);
  const server = createServer(listener(options, flow));
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, close: () => close(server) };
}

function listener(options: HttpOptions, flow: Flow): RequestListener {
  return (incoming, response) => {
    void respond(options, flow, incoming, response).catch((error: unknown) => {
      options.parts().log.error('an answer could not be written', error);
      response.destroy();
    });
  };
}

async function respond(options: HttpOptions, flow: Flow, incoming: IncomingMessage, response: ServerResponse) {
  const body = await readBody(incoming);
  const [path, query] = splitUrl(incoming.url ?? '/');
  const request = { method: incoming.method ?? 'GET', path, query, headers: incoming.headers, body };
  const answer = (await extra(options, request)) ?? (await flow.respond(request, connectionOf(incoming, response)));
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

function extra(options: HttpOptions, request: HttpRequest) {
  return request.path === '/' || request.path.startsWith('/_trailkeeper/') ? options.extras?.(request) : undefined;
}

function connectionOf(incoming: IncomingMessage, response: ServerResponse) {
  return {
    sourceIp: incoming.socket.remoteAddress ?? '',
    endpoint: `http://${incoming.headers.host ?? ''}`,
    onHangUp: (told: () => void) => response.once('close', told),
  };
}

function splitUrl(url: string): [path: string, query: string] {
  const at = url.indexOf('?');
  return at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

function readBody(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    incoming.on('error', reject);
  });
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

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
