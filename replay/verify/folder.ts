import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { at, type TrailFileName, textAt, trailFileName } from '../../core/cloudtrail/index.ts';
import { systemReason } from '../../core/faults/system-reason.ts';
import { ArchiveError } from '../errors.ts';

/** A log or digest file below the folder. */
export interface TrailFile {
  /** As the user named the folder, and on from there. */
  readonly path: string;
  readonly name: TrailFileName;
}

/** A trail's bucket, or a part of it, as files: found by the keys they had there. */
export class TrailFolder {
  readonly files: readonly TrailFile[];
  readonly #root: string;
  readonly #byName: ReadonlyMap<string, readonly TrailFile[]>;

  /** @throws ArchiveError when there is no such folder */
  constructor(root: string) {
    if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new ArchiveError(`${root}: no such folder`);
    this.#root = root;
    this.files = [...filesBelow(root)];
    this.#byName = Map.groupBy(this.files, ({ path }) => nameOf(path));
  }

  /**
   * The file an S3 key stands for; what lies elsewhere is not it.
   * @param beside a file of the same bucket: where the folder holds copies of a bucket, each is looked up in its own
   */
  find(key: string, beside: TrailFile): TrailFile | undefined {
    const found = this.#byName.get(nameOf(key))?.filter((file) => this.isAt(file, key)) ?? [];
    return found.toSorted((a, b) => sharedLength(b.path, beside.path) - sharedLength(a.path, beside.path))[0];
  }

  /** Whether a file lies where its key says: the folder may be the bucket, lie above it, or be a part of it. */
  isAt({ path }: TrailFile, key: string): boolean {
    const below = slashed(relative(this.#root, path));
    const whole = slashed(resolve(path));
    return [key, key.replace(/\.gz$/, '')].some(
      (name) => whole.endsWith(`/${name}`) || `/${name}`.endsWith(`/${below}`),
    );
  }
}

/**
 * The signature of a digest, which S3 keeps beside the object and not in it: read from `FILE.metadata.json`, what
 * `aws s3api head-object` printed.
 * @returns hex; undefined where there is no such file
 * @throws ArchiveError when there is one without a signature
 */
export function savedSignature(path: string): string | undefined {
  const saved = `${path}.metadata.json`;
  if (!existsSync(saved)) return undefined;
  try {
    const document: unknown = JSON.parse(readFileSync(saved, 'utf8'));
    const signature = textAt(at(document, 'Metadata') ?? document, 'signature');
    if (signature !== undefined) return signature;
  } catch (error) {
    throw new ArchiveError(`${saved}: ${error instanceof Error ? error.message : error}`);
  }
  throw new ArchiveError(`${saved}: no Metadata with a signature, as head-object prints it`);
}

const slashed = (path: string): string => path.split(sep).join('/');

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

const nameOf = (path: string): string => slashed(path).split('/').at(-1)!.replace(/\.gz$/, '');

function* filesBelow(folder: string): Generator<TrailFile> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    // A file that is not seen would count as one that is missing.
    throw new ArchiveError(`${folder}: cannot be read (${systemReason(error)})`);
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    const name = entry.isFile() ? trailFileName(slashed(path)) : undefined;
    if (name) yield { path, name };
  }
}
