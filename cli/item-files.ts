import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Json } from '../core/cloudtrail/index.ts';
import { type ConfigurationItem, readItems } from '../core/configuration-item/index.ts';
import { systemReason } from '../core/faults/system-reason.ts';
import { archiveFiles } from '../replay/files.ts';

export interface ItemFile {
  readonly path: string;
  readonly items: readonly ConfigurationItem[];
  /** One line for each part that could not be used: where it stands, and why. */
  readonly skipped: readonly string[];
}

/**
 * Configuration items of files and folders: snapshots, histories, notifications, arrays of items, one item a line; each also packed.
 * @throws ArchiveError when a path is not there
 */
export function* itemFiles(paths: readonly string[]): Generator<ItemFile> {
  for (const { path, form } of archiveFiles(paths)) {
    const items: ConfigurationItem[] = [];
    const skipped: string[] = [];
    for (const { where, text } of documentsOf(path, form, skipped)) {
      const read = readText(text);
      if (typeof read === 'string') skipped.push(`${path}${where}: ${read}`);
      else {
        items.push(...read.items);
        for (const { where: part, reason } of read.refused) {
          skipped.push(`${path}${where}${part && ` ${part}`}: ${reason}`);
        }
      }
    }
    yield { path, items, skipped };
  }
}

function documentsOf(path: string, form: 'lines' | 'document', skipped: string[]): { where: string; text: string }[] {
  let text: string;
  try {
    const bytes = readFileSync(path);
    text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    skipped.push(`${path}: cannot be read (${systemReason(error)})`);
    return [];
  }
  if (form === 'document') return [{ where: '', text }];
  return text.split('\n').flatMap((line, index) => (line.trim() ? [{ where: `:${index + 1}`, text: line }] : []));
}

function readText(text: string) {
  try {
    return readItems(JSON.parse(text) as Json);
  } catch (error) {
    return `not JSON (${error instanceof Error ? error.message : error})`;
  }
}
