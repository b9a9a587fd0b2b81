import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemReason } from '../core/faults/system-reason.ts';
import { ArchiveError } from './errors.ts';

/** One file to play. */
export interface ArchiveFile {
  /** As the user named it, or below the folder they named. */
  readonly path: string;
  /** `lines`: one record a line. `document`: a JSON document that holds records. */
  readonly form: 'lines' | 'document';
  /** Packed bytes. */
  readonly size: number;
}

const forms: readonly (readonly [RegExp, ArchiveFile['form']])[] = [
  [/\.json(\.gz)?$/, 'document'],
  [/\.(ndjson|jsonl)(\.gz)?$/, 'lines'],
];

/** Folders of a trail's bucket that hold no records: digests prove the log files' integrity. */
const passedBy = new Set(['CloudTrail-Digest']);

/**
 * The files to play under these paths, each once: files as named, folders searched through all their depth (such as a trail's bucket:
 * `AWSLogs/ACCOUNT/CloudTrail/REGION/Y/M/D/`), in the order of their names.
 * @throws ArchiveError when a path is not there, is no known kind of file, or is a folder without any
 */
export function archiveFiles(paths: readonly string[]): ArchiveFile[] {
  const files = new Map<string, ArchiveFile>();
  for (const path of paths) {
    const found = [...filesAt(path)];
    if (found.length === 0) throw new ArchiveError(`${path}: a folder without .json or .ndjson files (or .gz of them)`);
    for (const file of found) files.set(resolve(file.path), file);
  }
  return [...files.values()];
}

function* filesAt(path: string): Generator<ArchiveFile> {
  const stats = statsOf(path);
  if (stats === undefined) throw new ArchiveError(`${path}: no such file or folder`);
  if (stats.isDirectory()) {
    yield* filesBelow(path);
    return;
  }
  const form = formOf(path);
  if (form === undefined) throw new ArchiveError(`${path}: not a .json, .json.gz, .ndjson or .ndjson.gz file`);
  yield { path, form, size: stats.size };
}

function statsOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new ArchiveError(`${path}: cannot be read (${systemReason(error)})`);
  }
}

function* filesBelow(folder: string): Generator<ArchiveFile> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // What may not be listed is given as it is: whoever reads it is told why not, and goes on.
    yield { path: folder, form: 'document', size: 0 };
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!passedBy.has(entry.name)) yield* filesBelow(path);
      continue;
    }
    const form = formOf(entry.name);
    const stats = form && statSync(path, { throwIfNoEntry: false });
    if (form && stats?.isFile()) yield { path, form, size: stats.size };
  }
}

const formOf = (name: string): ArchiveFile['form'] | undefined =>
  forms.find(([ending]) => ending.test(name.toLowerCase()))?.[1];
