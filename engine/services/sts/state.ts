import { randomBytes } from 'node:crypto';
import type { Caller, EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';

/** Temporary credentials that were handed out. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** ms since 1970 */
  readonly expiresAt: number;
  readonly caller: Caller;
}

/** What the operations share: the sessions handed out, by access key id. */
export class StsState {
  readonly #parts: EngineParts;
  readonly #sessions: Documents<Session>;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#sessions = parts.store.documents('sts.sessions');
  }

  now(): number {
    return this.#parts.clock.now();
  }

  /** Credentials of `caller` for `seconds`. */
  issue({ accountId, arn, userId }: Omit<Caller, 'accessKeyId'>, seconds: number): Session {
    const accessKeyId = `ASIA${token(16)}`;
    const session: Session = {
      accessKeyId,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(120).toString('base64'),
      expiresAt: this.now() + seconds * 1000,
      caller: { accountId, accessKeyId, arn, userId },
    };
    this.#sessions.put(ALL, accessKeyId, session);
    this.#expire(session);
    return session;
  }

  session(accessKeyId: string): Session | undefined {
    return this.#sessions.get(ALL, accessKeyId);
  }

  /** Sets the timers of stored sessions again. */
  start(): void {
    for (const session of this.#sessions.list(ALL)) this.#expire(session);
  }

  #expire({ accessKeyId, expiresAt }: Session): void {
    this.#parts.clock.at(expiresAt, () => void this.#sessions.delete(ALL, accessKeyId));
  }
}

/** An access key id is unique in all AWS. */
const ALL = 'aws';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const token = (length: number): string => Array.from(randomBytes(length), (byte) => LETTERS[byte & 31]).join('');
