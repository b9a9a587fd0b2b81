import { unzipSync } from 'fflate';
import { AwsError } from '../../errors.ts';
import type { Store } from '../../store/index.ts';

/** AWS: 250 MB unpacked. */
const LARGEST_UNPACKED = 250 * 1024 * 1024;

/**
 * The files of a deployment package, by path.
 * @throws AwsError InvalidParameterValueException when it is no zip, too large unpacked, or names a path outside of itself
 */
export function unpack(zip: Uint8Array): Map<string, Uint8Array> {
  let total = 0;
  const files = new Map<string, Uint8Array>();
  try {
    const unzipped = unzipSync(zip, {
      filter: ({ originalSize }) => {
        total += originalSize;
        return total <= LARGEST_UNPACKED;
      },
    });
    for (const [name, bytes] of Object.entries(unzipped)) if (!name.endsWith('/')) files.set(name, bytes);
  } catch (cause) {
    throw new AwsError(
      'InvalidParameterValueException',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
      { cause },
    );
  }
  if (total > LARGEST_UNPACKED) {
    throw new AwsError(
      'InvalidParameterValueException',
      `Unzipped size must be smaller than ${LARGEST_UNPACKED} bytes`,
    );
  }
  for (const name of files.keys()) {
    if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')) {
      throw new AwsError('InvalidParameterValueException', `The package holds a path outside of itself: ${name}`);
    }
  }
  return files;
}

/** Deployment packages, by function ARN. */
export class CodeStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    store.db.exec('CREATE TABLE IF NOT EXISTS lambda_code (arn TEXT PRIMARY KEY, zip BLOB NOT NULL)');
  }

  get(arn: string): Uint8Array {
    const row = this.#store.db.prepare('SELECT zip FROM lambda_code WHERE arn = ?').get(arn);
    if (!row) throw new Error(`no code is stored for ${arn}`);
    return row.zip as Uint8Array;
  }

  put(arn: string, zip: Uint8Array): void {
    this.#store.write(() => this.#store.db.prepare('INSERT OR REPLACE INTO lambda_code VALUES (?, ?)').run(arn, zip));
  }

  delete(arn: string): void {
    this.#store.write(() => this.#store.db.prepare('DELETE FROM lambda_code WHERE arn = ?').run(arn));
  }
}
