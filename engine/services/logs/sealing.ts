import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { StatementSync } from 'node:sqlite';
import { AwsError } from '../../errors.ts';
import type { Call } from '../../service.ts';
import type { Store } from '../../store/index.ts';
import { placeOf } from './names.ts';
import type { LogGroup } from './state.ts';

type Place = Pick<Call, 'account' | 'region'>;
type Context = Readonly<Record<string, string>>;

/** What KMS does for log groups that have a key. */
export interface Keys {
  /** The key's ARN. @throws AwsError when there is none such, or it may not be used */
  usable(place: Place, reference: string): string;
  encrypt(place: Place, reference: string, plaintext: Uint8Array, context: Context): Uint8Array;
  /** @throws AwsError while the key may not be used */
  decrypt(place: Place, ciphertext: Uint8Array, context: Context): Uint8Array | undefined;
}

/** A key of a group's own, under which its events are kept. */
export interface DataKey {
  readonly id: number;
  readonly bytes: Uint8Array;
}

const NONCE = 12;
const TAG = 16;
const KEY = 32;
/** AWS asks KMS again within five minutes: so long a disabled key's group can still be read. */
const REMEMBERED = 5 * 60_000;

/**
 * Encryption at rest: each group with a KMS key has a data key, kept only as KMS sealed it; the events' bodies are sealed with the
 * data key. Events from before an association stay as they are, and those from under another key stay readable by it.
 */
export class Sealing {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #find: StatementSync;
  readonly #read: StatementSync;
  readonly #add: StatementSync;
  readonly #remembered = new Map<number, { readonly key: DataKey; readonly until: number }>();
  #keys: Keys | undefined;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
    const { db } = store;
    db.exec(`CREATE TABLE IF NOT EXISTS log_keys (
      id INTEGER PRIMARY KEY AUTOINCREMENT, log_group INTEGER NOT NULL, scope TEXT NOT NULL, arn TEXT NOT NULL,
      kms_key TEXT NOT NULL, sealed BLOB NOT NULL);
      CREATE INDEX IF NOT EXISTS log_keys_of_group ON log_keys (log_group, kms_key)`);
    this.#find = db.prepare('SELECT * FROM log_keys WHERE log_group = ? AND kms_key = ?');
    this.#read = db.prepare('SELECT * FROM log_keys WHERE id = ?');
    this.#add = db.prepare('INSERT INTO log_keys (log_group, scope, arn, kms_key, sealed) VALUES (?, ?, ?, ?, ?)');
  }

  connect(keys: Keys): void {
    this.#keys = keys;
  }

  /** The key's ARN. @throws AwsError AccessDeniedException, in AWS's words, when the key cannot be used */
  checked(place: Place, reference: string, groupArn: string): string {
    try {
      return this.#kms().usable(place, reference);
    } catch (cause) {
      if (!(cause instanceof AwsError)) throw cause;
      throw new AwsError(
        'AccessDeniedException',
        `The specified KMS key does not exist or is not allowed to be used with Arn '${groupArn}'`,
        { cause },
      );
    }
  }

  /** The data key a group's new events are kept under; undefined for a group without a KMS key. */
  keyFor(scope: string, group: LogGroup): DataKey | undefined {
    if (group.kmsKeyId === undefined) return undefined;
    const row = this.#find.get(group.id, group.kmsKeyId);
    return row ? this.#unsealed(row) : this.#made(scope, group, group.kmsKeyId);
  }

  /** Seals under a data key there is. */
  seal(keyId: number, body: Uint8Array): Buffer {
    return sealWith(this.#known(keyId).bytes, body);
  }

  /** Opens what was sealed under a data key. */
  open(keyId: number, sealed: Uint8Array): Buffer {
    return openWith(this.#known(keyId).bytes, sealed);
  }

  #made(scope: string, group: LogGroup, kmsKey: string): DataKey {
    return this.#store.write(() => {
      const bytes = randomBytes(KEY);
      const sealed = this.#kms().encrypt(placeOf(scope), kmsKey, bytes, contextOf(group.arn));
      const { lastInsertRowid } = this.#add.run(group.id, scope, group.arn, kmsKey, sealed);
      return this.#remember({ id: Number(lastInsertRowid), bytes });
    });
  }

  #known(keyId: number): DataKey {
    const known = this.#remembered.get(keyId);
    if (known && known.until > this.#now()) return known.key;
    const row = this.#read.get(keyId);
    if (!row) throw new Error(`the data key ${keyId} of a log group is gone`);
    return this.#unsealed(row);
  }

  #unsealed(row: Record<string, unknown>): DataKey {
    const id = Number(row.id);
    const known = this.#remembered.get(id);
    if (known && known.until > this.#now()) return known.key;
    const context = contextOf(String(row.arn));
    const bytes = this.#kms().decrypt(placeOf(String(row.scope)), row.sealed as Uint8Array, context);
    if (!bytes) throw new AwsError('AccessDeniedException', 'The KMS key of the log group cannot be used.');
    return this.#remember({ id, bytes });
  }

  #remember(key: DataKey): DataKey {
    this.#remembered.set(key.id, { key, until: this.#now() + REMEMBERED });
    this.#store.onUndo(() => this.#remembered.delete(key.id));
    return key;
  }

  #kms(): Keys {
    if (!this.#keys) throw new Error('logs: nothing gives KMS keys; wiring connects keysBy');
    return this.#keys;
  }
}

export function sealWith(key: Uint8Array, body: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(body), cipher.final(), cipher.getAuthTag()]);
}

function openWith(key: Uint8Array, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
}

/** What KMS binds the data key to, as AWS's key policies for log groups name it. */
const contextOf = (groupArn: string): Context => ({ 'aws:logs:arn': groupArn });
