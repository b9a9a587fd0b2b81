import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AwsError } from '../../errors.ts';

/** A body that was written, as long as nobody knows whether what says so is. */
export interface Written {
  /** What to read it by. */
  readonly location: string;
  /** Puts back what was there. */
  undo(): void;
  /** Lets go of what was there. */
  keep(): void;
}

/** Where objects' bytes are kept. */
export interface Bodies {
  /** @throws AwsError ServiceUnavailable where there is no room */
  write(bucket: string, key: string, body: Uint8Array): Written;
  read(location: string): Buffer;
  remove(location: string): void;
}

/** Bodies kept in memory, for engines without a data folder. */
export class MemoryBodies implements Bodies {
  readonly #bodies = new Map<string, Buffer>();

  write(_bucket: string, _key: string, body: Uint8Array): Written {
    const location = randomUUID();
    this.#bodies.set(location, Buffer.from(body));
    return { location, undo: () => this.remove(location), keep: () => {} };
  }

  read(location: string): Buffer {
    return this.#bodies.get(location) ?? Buffer.alloc(0);
  }

  remove(location: string): void {
    this.#bodies.delete(location);
  }
}

/** Bodies as plain files a person can open: `s3/<bucket>/<key>` under the data folder. */
export class FileBodies implements Bodies {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = path.join(dataFolder, 's3');
  }

  write(bucket: string, key: string, body: Uint8Array): Written {
    const location = this.#locationOf(bucket, key);
    const file = path.join(this.#folder, location);
    const aside = (): string => path.join(this.#folder, `.${randomUUID()}`);
    const [fresh, before] = [aside(), existsSync(file) ? aside() : undefined];
    try {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(fresh, body, { mode: 0o600 });
      if (before) renameSync(file, before);
      // Renamed into place: nobody ever reads half an object.
      renameSync(fresh, file);
    } catch (error) {
      rmSync(fresh, { force: true });
      throw isRoomless(error) ? noRoom(error) : error;
    }
    return {
      location,
      undo: () => (before ? renameSync(before, file) : rmSync(file, { force: true })),
      keep: () => before && rmSync(before, { force: true }),
    };
  }

  read(location: string): Buffer {
    return readFileSync(path.join(this.#folder, location));
  }

  remove(location: string): void {
    rmSync(path.join(this.#folder, location), { force: true });
  }

  /** The key's own path; one name for the whole key where a folder or another object is in the way. */
  #locationOf(bucket: string, key: string): string {
    const parts = key.split('/').map(fileName);
    const plain = path.join(bucket, ...parts);
    const wayIsFree = parts.every((part) => part !== '' && part.length <= LONGEST_NAME) && this.#fits(bucket, parts);
    if (wayIsFree) return plain;
    // No part of a key begins with these two signs once it is a file name, so this is nobody's own path.
    const flat = `%-${fileName(key).replaceAll('/', '%2F')}`;
    return path.join(bucket, flat.length <= LONGEST_NAME ? flat : createHash('sha256').update(key).digest('hex'));
  }

  #fits(bucket: string, parts: readonly string[]): boolean {
    for (let depth = 1; depth <= parts.length; depth++) {
      const at = path.join(this.#folder, bucket, ...parts.slice(0, depth));
      if (existsSync(at) && statSync(at).isDirectory() !== depth < parts.length) return false;
    }
    return true;
  }
}

const isRoomless = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(ENOSPC|EDQUOT|EFBIG)$/.test(String(error.code));

const noRoom = (cause: unknown): AwsError =>
  new AwsError('ServiceUnavailable', 'Service is unable to handle request: no space left on the device.', {
    status: 503,
    cause,
  });

/** What file systems hold, in bytes. */
const LONGEST_NAME = 255;

/** A part of a key as a file name: what is not plain stands as its bytes in hex. A name never begins with a dot. */
const fileName = (part: string): string =>
  Buffer.from(part)
    .toString('latin1')
    .replaceAll(
      /[^A-Za-z0-9 !'()*+,./=@_-]|^\./g,
      (found) => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
