import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export type EncryptionContext = Readonly<Record<string, string>>;

/** First byte of every ciphertext of this engine. */
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts by AES-256-GCM. The ciphertext names its key, and opens only with the same context. */
export function seal(keyArn: string, material: Buffer, plaintext: Uint8Array, context: EncryptionContext): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', material, iv);
  cipher.setAAD(canonical(context));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION, keyArn.length]), Buffer.from(keyArn), iv, cipher.getAuthTag(), sealed]);
}

/** The ARN of the key a ciphertext was made with; undefined when it is none of this engine's. */
export function keyOf(ciphertext: Uint8Array): string | undefined {
  const length = ciphertext[1] ?? 0;
  if (ciphertext[0] !== VERSION || ciphertext.length < 2 + length + IV_BYTES + TAG_BYTES) return undefined;
  return Buffer.from(ciphertext.subarray(2, 2 + length)).toString();
}

/** The plaintext; undefined when ciphertext or context is not what was sealed. */
export function open(material: Buffer, ciphertext: Uint8Array, context: EncryptionContext): Buffer | undefined {
  const start = 2 + (ciphertext[1] ?? 0);
  const tagAt = start + IV_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', material, ciphertext.subarray(start, tagAt));
  decipher.setAAD(canonical(context));
  decipher.setAuthTag(ciphertext.subarray(tagAt, tagAt + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(ciphertext.subarray(tagAt + TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

const canonical = (context: EncryptionContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
