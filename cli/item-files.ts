import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Json } from '../core/cloudtrail/index.ts';
import { type ConfigurationItem, readItems } from '../core/configuration-item/index.ts';
import { systemReason } from '../core/faults/system-reason.ts';
import { describeSkipped, SkippedList } from '../replay/errors.ts';
import { archiveFiles } from '../replay/files.ts';

export interface ItemFile {
  readonly path: string;
  readonly items: readonly ConfigurationItem[];
  /** One line for each reason for which parts could not be used: where the first stands, and how many more there are. */
  readonly skipped: readonly string[];
}

/**
 * Configuration items of files and folders: snapshots, histories, notifications, arrays of items, one item a line; each also packed.
 * @throws ArchiveError when a path is not there
 */
export function* itemFiles(paths: readonly string[]): Generator<ItemFile> {
  for (const { path, form } of archiveFiles(paths)) {
    const items: ConfigurationItem[] = [];
    const skipped = new SkippedList();
    for (const { line, text } of documentsOf(path, form, skipped)) {
      const read = readText(text);
      if (typeof read === 'string') skipped.add(path, read, { line });
      else {
        items.push(...read.items);
        for (const { where: part, reason } of read.refused) {
          skipped.add(path, part ? `${part}: ${reason}` : reason, { line });
        }
      }
    }
    yield { path, items, skipped: skipped.list().map(describeSkipped) };
  }
}

/** A file's text, or each line's with its number from 1. */
function documentsOf(
  path: string,
  form: 'lines' | 'document',
  skipped: SkippedList,
): { line?: number; text: string }[] {
  let text: string;
  try {
    const bytes = readFileSync(path);
    text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    skipped.add(path, `cannot be read (${systemReason(error)})`);
    return [];
  }
  if (form === 'document') return [{ text }];
  return text.split('\n').flatMap((each, index) => (each.trim() ? [{ line: index + 1, text: each }] : []));
}

function readText(text: string) {
  try {
    return readItems(JSON.parse(text) as Json);
  } catch (error) {
    return `not JSON (${error instanceof Error ? error.message : error})`;
  }
}
