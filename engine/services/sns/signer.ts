import { createHash } from 'node:crypto';
import { type NotificationFields, stringToSign } from '../../../core/notification/index.ts';
import type { EngineParts } from '../../service.ts';
import type { Documents } from '../../store/index.ts';
import { makeSigningKey, type SigningKey, signText } from './certificate.ts';

/** Signs messages with one key, made when first needed and kept; its certificate is served at `path`. */
export class Signer {
  readonly #parts: EngineParts;
  readonly #kept: Documents<SigningKey>;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#kept = parts.store.documents<SigningKey>('sns.signing');
  }

  /** The members a signature adds to a message. */
  signed(fields: NotificationFields, version: '1' | '2'): NotificationFields {
    return {
      SignatureVersion: version,
      Signature: signText(this.#key().privateKey, stringToSign(fields), version),
      SigningCertURL: `${this.#parts.settings.url()}${this.path()}`,
    };
  }

  certificate(): string {
    return this.#key().certificate;
  }

  /** `/SimpleNotificationService-<digest>.pem`, as on AWS. */
  path(): string {
    const digest = createHash('md5').update(this.certificate()).digest('hex');
    return `/SimpleNotificationService-${digest}.pem`;
  }

  #key(): SigningKey {
    const kept = this.#kept.get('', 'key');
    if (kept) return kept;
    const made = makeSigningKey('sns.amazonaws.com');
    this.#kept.put('', 'key', made);
    return made;
  }
}
