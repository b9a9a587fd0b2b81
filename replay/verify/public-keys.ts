import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { at, listAt, textAt } from '../../core/cloudtrail/index.ts';
import { ArchiveError } from '../errors.ts';

interface PublicKey {
  readonly key: KeyObject;
  /** As `list-public-keys` names it; a digest says by it which key it was signed with. */
  readonly fingerprint: string | undefined;
}

/** Public keys that digests may be signed with. */
export class PublicKeys {
  readonly #keys: readonly PublicKey[];

  constructor(keys: readonly PublicKey[]) {
    this.#keys = keys;
  }

  /**
   * Whether a text carries this signature.
   * @param signature hex
   * @returns `unknown key` where keys came with fingerprints and none of them has this one
   */
  check(text: string, signature: string, fingerprint: string): 'genuine' | 'forged' | 'unknown key' {
    const fitting = this.#keys.filter((one) => one.fingerprint === undefined || one.fingerprint === fingerprint);
    if (fitting.length === 0) return 'unknown key';
    const bytes = Buffer.from(signature, 'hex');
    return fitting.some(({ key }) => verify('RSA-SHA256', Buffer.from(text), key, bytes)) ? 'genuine' : 'forged';
  }
}

/**
 * Reads public keys: PEM, base64 of the DER bytes, or the JSON document that `aws cloudtrail list-public-keys` prints.
 * @param path named in the error
 * @throws ArchiveError
 */
export function readPublicKeys(text: string, path: string): PublicKeys {
  const trimmed = text.trim();
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return new PublicKeys(listedKeys(trimmed, path));
  if (!trimmed.includes('-----BEGIN')) return new PublicKeys([{ key: keyOf(trimmed, path), fingerprint: undefined }]);
  try {
    return new PublicKeys([{ key: createPublicKey(trimmed), fingerprint: undefined }]);
  } catch {
    throw new ArchiveError(`${path}: not a public key in PEM`);
  }
}

function listedKeys(text: string, path: string): PublicKey[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new ArchiveError(`${path}: not JSON as list-public-keys prints it`);
  }
  const list = Array.isArray(document) ? document : listAt(document, 'PublicKeyList');
  const keys = list.map((one: unknown) => {
    const value = textAt(one, 'Value');
    if (value === undefined) throw new ArchiveError(`${path}: a key without a Value`);
    return { key: keyOf(value, path), fingerprint: textAt(one, 'Fingerprint') };
  });
  if (keys.length === 0) {
    const found = at(document, 'PublicKeyList') === undefined ? 'no PublicKeyList' : 'an empty PublicKeyList';
    throw new ArchiveError(`${path}: ${found}`);
  }
  return keys;
}

/** AWS gives PKCS #1; keys made by other tools are often SPKI. */
function keyOf(base64: string, path: string): KeyObject {
  const key = Buffer.from(base64, 'base64');
  for (const type of ['pkcs1', 'spki'] as const) {
    try {
      const read = createPublicKey({ key, format: 'der', type });
      if (read.asymmetricKeyType === 'rsa') return read;
    } catch {
      // The other form is still to be tried; neither is told below.
    }
  }
  throw new ArchiveError(`${path}: neither PEM nor base64 of an RSA public key`);
}

/** SHA-256, hex. */
export async function contentHash(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
