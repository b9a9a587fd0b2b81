import { createHash } from 'node:crypto';
import { type Digest, DigestError, parseDigest, signedText } from '../../core/cloudtrail/index.ts';
import { ContentError, contentOf } from '../content.ts';
import { ArchiveError } from '../errors.ts';
import { savedSignature, type TrailFile, TrailFolder } from './folder.ts';
import { contentHash, type PublicKeys } from './public-keys.ts';

/** Something that is not as CloudTrail delivered it. */
export interface Flaw {
  readonly kind:
    | 'log-changed'
    | 'log-missing'
    | 'log-extra'
    | 'digest-changed'
    | 'digest-missing'
    | 'digest-misplaced'
    | 'digest-unreadable'
    | 'signature-invalid'
    | 'key-unknown';
  /** The file's path, or the S3 key of one that is not there. */
  readonly file: string;
  readonly reason: string;
}

/** What came of checking a folder. */
export interface Verification {
  readonly digests: number;
  /** Digests whose signature was checked and holds. */
  readonly signed: number;
  /** Log files that are what a sound digest says. */
  readonly logFiles: number;
  /** Span the digests cover, ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly flaws: readonly Flaw[];
  /** What could not be checked, in words. */
  readonly open: readonly string[];
}

export interface VerifyOptions {
  /** Without them signatures stay unchecked. */
  readonly keys?: PublicKeys;
  /** Digests that end by this time, ms since 1970, are neither read nor missed. */
  readonly from?: number;
}

interface Read {
  readonly file: TrailFile;
  readonly hash: string;
  readonly digest: Digest;
}

/**
 * Checks a folder with a trail's files against its digests, chain by chain from the newest digest to the oldest, as
 * `aws cloudtrail validate-logs` does: what a digest says is believed only where nothing speaks against the digest itself.
 * @throws ArchiveError when there is no such folder, or no digest in it
 */
export async function verifyDigests(path: string, options: VerifyOptions = {}): Promise<Verification> {
  const folder = new TrailFolder(path);
  const check = new Check(folder, options);
  const digests = folder.files.filter(({ name }) => name.kind === 'digest' && name.time > (options.from ?? -Infinity));
  if (digests.length === 0)
    throw new ArchiveError(`${path}: no digest files (.../CloudTrail-Digest/...) to check with`);
  for (const chain of Map.groupBy(digests, ({ name }) => name.chain).values()) {
    await check.chain(chain.toSorted((a, b) => b.name.time - a.name.time));
  }
  return check.result(digests.length);
}

class Check {
  readonly #folder: TrailFolder;
  readonly #options: VerifyOptions;
  readonly #flaws: Flaw[] = [];
  readonly #open: string[] = [];
  readonly #listed = new Set<string>();
  readonly #spans: { readonly place: string; readonly from: number; readonly to: number }[] = [];
  #signed = 0;
  #good = 0;

  constructor(folder: TrailFolder, options: VerifyOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  /** @param files the digests of one chain, newest first */
  async chain(files: readonly TrailFile[]): Promise<void> {
    let vouching: Digest | undefined;
    for (const [index, file] of files.entries()) {
      const read = await this.#read(file);
      if (!read) {
        vouching = undefined;
        continue;
      }
      const { digest } = read;
      for (const { key } of digest.files) this.#listed.add(this.#folder.find(key, file)?.path ?? key);
      this.#spans.push({
        place: placeOf(file),
        from: Date.parse(digest.startTime),
        to: Date.parse(digest.endTime),
      });
      if (!this.#isSound(read, vouching, index === 0)) {
        vouching = undefined;
        if (digest.files.length > 0)
          this.#open.push(`${file.path}: ${counted(digest.files.length, 'log file')} it lists`);
        continue;
      }
      await this.#logFiles(read);
      this.#previous(read);
      vouching = digest;
    }
  }

  result(digests: number): Verification {
    this.#unlisted();
    const times = this.#spans.flatMap(({ from, to }) => [from, to]);
    const iso = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString().replace('.000', '') : '');
    return {
      digests,
      signed: this.#signed,
      logFiles: this.#good,
      from: iso(times.reduce((least, time) => Math.min(least, time), Infinity)),
      to: iso(times.reduce((most, time) => Math.max(most, time), -Infinity)),
      flaws: this.#flaws,
      open: this.#open,
    };
  }

  async #read(file: TrailFile): Promise<Read | undefined> {
    try {
      const pieces: Buffer[] = [];
      for await (const piece of contentOf(file.path)) pieces.push(piece);
      const bytes = Buffer.concat(pieces);
      const hash = createHash('sha256').update(bytes).digest('hex');
      return { file, hash, digest: parseDigest(bytes.toString()) };
    } catch (error) {
      if (!(error instanceof ContentError || error instanceof DigestError)) throw error;
      this.#flaw('digest-unreadable', file.path, error.message);
      return undefined;
    }
  }

  /** Whether anything speaks against a digest: its place, the digest after it, its signature. */
  #isSound(read: Read, next: Digest | undefined, isNewest: boolean): boolean {
    const { file, hash, digest } = read;
    if (!this.#folder.isAt(file, digest.key)) {
      return this.#flaw('digest-misplaced', file.path, `it was delivered as ${digest.key}`);
    }
    const said = next?.previous && this.#folder.find(next.previous.key, file) === file ? next.previous : undefined;
    if (said && said.hash !== hash) {
      return this.#flaw('digest-changed', file.path, 'its SHA-256 is not what the next digest says');
    }
    const signature = said?.signature ?? savedSignature(file.path);
    const { keys } = this.#options;
    if (signature === undefined) {
      const why = isNewest ? 'no digest after it' : 'no sound digest after it names it';
      this.#open.push(`${file.path}: its own signature (${why}, and no ${file.path.split('/').at(-1)}.metadata.json)`);
      return true;
    }
    if (!keys) return true;
    switch (keys.check(signedText(digest, hash), signature, digest.fingerprint)) {
      case 'genuine':
        this.#signed += 1;
        return true;
      case 'forged':
        return this.#flaw('signature-invalid', file.path, 'its signature is not of this content and key');
      case 'unknown key':
        return this.#flaw('key-unknown', file.path, `it is signed with key ${digest.fingerprint}, which is not given`);
    }
  }

  async #logFiles({ file, digest }: Read): Promise<void> {
    for (const { key, hash } of digest.files) {
      const found = this.#folder.find(key, file);
      if (!found) {
        this.#flaw('log-missing', key, `the digest of ${digest.endTime} lists it`);
        continue;
      }
      try {
        if ((await contentHash(contentOf(found.path))) === hash) this.#good += 1;
        else this.#flaw('log-changed', found.path, `its SHA-256 is not what the digest of ${digest.endTime} says`);
      } catch (error) {
        if (!(error instanceof ContentError)) throw error;
        this.#flaw('log-changed', found.path, error.message);
      }
    }
  }

  #previous({ file, digest: { previous, startTime, endTime } }: Read): void {
    if (!previous || this.#folder.find(previous.key, file)) return;
    if (Date.parse(startTime) <= (this.#options.from ?? -Infinity)) return;
    this.#flaw('digest-missing', previous.key, `the digest of ${endTime} follows on it`);
  }

  /** Log files no digest lists: put there by someone, unless they came before the first digest or after the last. */
  #unlisted(): void {
    const minute = 60_000;
    let beyond = 0;
    for (const file of this.#folder.files) {
      if (file.name.kind !== 'log' || this.#listed.has(file.path)) continue;
      const spans = this.#spans.filter(({ place }) => place === placeOf(file));
      const { time } = file.name;
      // A name says the minute: one in which a digest ends belongs to either side.
      const isWithin = spans.some(({ from, to }) => time >= from && time + minute <= to);
      if (isWithin) this.#flaw('log-extra', file.path, 'no digest of its hour lists it');
      else if (time > (this.#options.from ?? -Infinity)) beyond += 1;
    }
    if (beyond > 0) this.#open.push(`${counted(beyond, 'log file')} outside what the digests cover`);
  }

  #flaw(kind: Flaw['kind'], file: string, reason: string): false {
    this.#flaws.push({ kind, file, reason });
    return false;
  }
}

const placeOf = ({ name }: TrailFile): string => `${name.account}/${name.region}`;

export const counted = (count: number, thing: string): string =>
  `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
