import type { IncomingHttpHeaders } from 'node:http';

/** A request with its whole body, content encodings already undone. */
export interface HttpRequest {
  readonly method: string;
  /** As sent, percent signs and all. */
  readonly path: string;
  /** Behind the question mark, as sent; empty when there is none. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Record<string, string | number>;
  readonly body: string | Uint8Array;
}
