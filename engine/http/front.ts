import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { systemTime } from '../clock.ts';
import { BodyTooLarge, bodyLimit, decodeBody, readBody } from './body.ts';
import { type CredentialScope, credentialScope } from './credential.ts';
import type { HttpAnswer, HttpRequest } from './exchange.ts';
import { Flow, type FlowOptions } from './flow.ts';
import type { Family } from './signature/refusals.ts';
import type { Secrets } from './signature/secrets.ts';
import { verify } from './signature/verify.ts';
import { refusedPage } from './web-page.ts';

export interface FrontOptions extends FlowOptions {
  /** Asked about paths under `/_trailkeeper/` and every unsigned `GET`, a browser's; undefined leaves a path to AWS. */
  readonly extras?: (request: HttpRequest) => HttpAnswer | undefined | Promise<HttpAnswer | undefined>;
  /** Given, every request must be signed by one of these keys; without, credentials are taken as they come. */
  readonly secrets?: Secrets;
}

/** Between Node's requests and the flow's: bodies read and decoded, signatures verified, answers sent. */
export class Front {
  readonly #options: FrontOptions;
  readonly #flow: Flow;
  readonly #inFlight = new Set<Promise<void>>();
  /** What to tell those who wait until their caller hangs up. */
  readonly #waiting = new Set<() => void>();

  constructor(options: FrontOptions) {
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

  /** Ends long polls, and resolves when every request is answered. */
  async settle(): Promise<void> {
    for (const tell of this.#waiting) tell();
    await Promise.all(this.#inFlight);
  }

  async #respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path, query] = splitUrl(incoming.url ?? '/');
    const head = { method: incoming.method ?? 'GET', path, query, headers: incoming.headers };
    const scope = credentialScope(head);
    const limit = bodyLimit(scope?.service ?? (path === '/' ? undefined : 's3'));
    let body: Buffer;
    try {
      body = await readBody(incoming, limit);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      if (incoming.httpVersionMajor === 1) response.setHeader('connection', 'close');
      send(response, this.#flow.refuse({ ...head, body: NOTHING }, error));
      if (!incoming.complete) response.once('finish', () => incoming.destroy());
      return;
    }
    send(response, await this.#answer({ ...head, body }, scope, limit, incoming, response));
  }

  async #answer(
    sent: HttpRequest,
    scope: CredentialScope | undefined,
    limit: number,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<HttpAnswer> {
    const page = this.#options.secrets && isOpenPage(sent) ? await this.#options.extras?.(sent) : undefined;
    if (page) return page;
    const refused = this.#refusal(sent, scope);
    if (refused) return this.#flow.refuse(sent, refused);
    let request: HttpRequest;
    try {
      const decoding = decodeBody(sent.body, sent.headers, scope?.service, limit);
      const decoded = decoding instanceof Promise ? await decoding : decoding;
      request = decoded.body === sent.body ? sent : { ...sent, ...decoded };
    } catch (error) {
      return this.#flow.refuse(sent, error);
    }
    const extra = isExtra(request, scope) ? await this.#options.extras?.(request) : undefined;
    if (extra) return extra;
    return this.#flow.respond(request, {
      sourceIp: incoming.socket.remoteAddress ?? '',
      endpoint: `http://${incoming.headers.host ?? incoming.headers[':authority'] ?? ''}`,
      onHangUp: (tell) => this.#onHangUp(response, tell),
    });
  }

  #refusal(request: HttpRequest, scope: CredentialScope | undefined) {
    const { secrets } = this.#options;
    if (!secrets) return refusedPage(request, isOpenPage(request) || isOpenLink(request));
    if (isOpenLink(request)) return undefined;
    return verify(request, familyOf(request, scope), secrets, systemTime());
  }

  #onHangUp(response: ServerResponse, tell: () => void): void {
    this.#waiting.add(tell);
    response.once('close', () => {
      this.#waiting.delete(tell);
      tell();
    });
  }

  #fail(response: ServerResponse, error: unknown): void {
    this.#options.parts().log.error('an answer could not be written', error);
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-type': 'application/json' }).end('{"__type":"InternalFailure"}');
  }
}

const NOTHING = Buffer.alloc(0);

const isExtra = ({ method, path }: HttpRequest, scope: CredentialScope | undefined): boolean =>
  path.startsWith('/_trailkeeper/') || (method === 'GET' && !scope);

/** Pages that need no signature anywhere: whether the engine is up, its page, and the certificate of SNS's messages. */
function isOpenPage({ method, path, query }: HttpRequest): boolean {
  if (method !== 'GET') return false;
  return path === '/_trailkeeper/health' || path.startsWith('/SimpleNotificationService-') || (path === '/' && !query);
}

const OPEN_ACTIONS = ['ConfirmSubscription', 'Unsubscribe'];

/** A link in one of SNS's messages, which needs no signature either: nothing else in it may say what is asked. */
function isOpenLink({ method, path, query, headers }: HttpRequest): boolean {
  if (method !== 'GET' || path !== '/' || headers['x-amz-target'] !== undefined) return false;
  const actions = new URLSearchParams(query).getAll('Action');
  return actions.length === 1 && OPEN_ACTIONS.includes(actions[0]!);
}

function familyOf({ path, headers }: HttpRequest, scope: CredentialScope | undefined): Family {
  if (headers['x-amz-target'] !== undefined || path.startsWith('/service/')) return 'json';
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return 'query';
  return scope === undefined || scope.service === 's3' ? 's3' : 'json';
}

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
