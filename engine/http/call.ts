import type { Call } from '../service.ts';

type CallParts = Omit<Call, 'hungUp'> & { readonly onHangUp: (told: () => void) => void };

/** A call as operations see it. The abort signal is made only for those that ask: few do, and it is dear. */
export class HttpCall implements Call {
  readonly input: Record<string, unknown>;
  readonly account: string;
  readonly region: string;
  readonly caller: Call['caller'];
  readonly requestId: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly endpoint: string;
  readonly #onHangUp: CallParts['onHangUp'];
  #hungUp: AbortController | undefined;

  constructor(parts: CallParts) {
    this.input = parts.input;
    this.account = parts.account;
    this.region = parts.region;
    this.caller = parts.caller;
    this.requestId = parts.requestId;
    this.sourceIp = parts.sourceIp;
    this.userAgent = parts.userAgent;
    this.endpoint = parts.endpoint;
    this.#onHangUp = parts.onHangUp;
  }

  get hungUp(): AbortSignal {
    if (!this.#hungUp) {
      const controller = new AbortController();
      this.#onHangUp(() => controller.abort());
      this.#hungUp = controller;
    }
    return this.#hungUp.signal;
  }
}
