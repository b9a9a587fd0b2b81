import { hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FILE = 'master.key';
const LENGTH = 32;

/**
 * What all keys' material is derived from: a file of the data folder that only its owner may read, apart from the database, so
 * that the database alone opens nothing. Kept in memory without a data folder.
 */
export class MasterKey {
  readonly #folder: string | undefined;
  #bytes: Buffer | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** 256 bits for one key; always the same for the same key. */
  materialOf(keyId: string): Buffer {
    this.#bytes ??= this.#folder === undefined ? randomBytes(LENGTH) : readOrMake(path.join(this.#folder, FILE));
    return Buffer.from(hkdfSync('sha256', this.#bytes, '', `kms:${keyId}`, LENGTH));
  }
}

function readOrMake(file: string): Buffer {
  try {
    writeFileSync(file, randomBytes(LENGTH), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file);
}
