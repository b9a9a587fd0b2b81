import { CALLS, type CallName } from './calls.ts';

/** A call that was not answered, so that a part of the account is not known. */
export interface Unanswered {
  /** The permission it needs: `s3:GetBucketPolicy`. */
  readonly action: string;
  readonly region: string;
  /** The service's code for why: `AccessDenied`. */
  readonly code: string;
  /** How many such calls ended so. */
  readonly count: number;
}

/** What a call gave, or that it was not answered. */
export type Answer<T> = { readonly value: T } | { readonly code: string };

/** Makes calls, and notes those a service refuses; what is wrong on the way there (no network, no credentials) is thrown. */
export class Asking {
  readonly region: string;
  readonly #unanswered: Map<string, Unanswered>;
  readonly #onCall: () => void;

  constructor(region: string, unanswered: Map<string, Unanswered>, onCall: () => void) {
    this.region = region;
    this.#unanswered = unanswered;
    this.#onCall = onCall;
  }

  /**
   * What a call gives; undefined when it was refused.
   * @param absent codes that say that there is nothing: then null
   */
  async ask<T>(name: CallName, send: () => Promise<T>, absent: readonly string[] = []): Promise<T | null | undefined> {
    this.#onCall();
    try {
      return await send();
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      if (absent.includes(code)) return null;
      this.#note(CALLS[name], code);
      return undefined;
    }
  }

  /** Every page of a listing, up to one that is refused. */
  async *pages<T>(name: CallName, pages: AsyncIterable<T>): AsyncGenerator<T> {
    const iterator = pages[Symbol.asyncIterator]();
    for (;;) {
      const page = await this.ask(name, () => iterator.next());
      if (!page || page.done) return;
      yield page.value;
    }
  }

  #note(action: string, code: string): void {
    const key = `${this.region}/${action}/${code}`;
    const count = (this.#unanswered.get(key)?.count ?? 0) + 1;
    this.#unanswered.set(key, { action, region: this.region, code, count });
  }
}

/** The code of a service's refusal; undefined for an error that is none. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const { httpStatusCode } = error.$metadata as { httpStatusCode?: number };
  if (httpStatusCode === undefined) return undefined;
  const code = 'Code' in error && typeof error.Code === 'string' ? error.Code : error.name;
  return code === 'Error' || code === 'Unknown' ? `HTTP ${httpStatusCode}` : code;
}

/** Does some work on each, at most so many at a time; in the order of the list. */
export async function* each<T, R>(list: readonly T[], work: (one: T) => Promise<R>, atOnce = 8): AsyncGenerator<R> {
  for (let from = 0; from < list.length; from += atOnce) {
    yield* await Promise.all(list.slice(from, from + atOnce).map(work));
  }
}
