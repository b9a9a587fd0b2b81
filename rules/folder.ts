import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { systemReason } from '../core/faults/system-reason.ts';
import { RuleFileError } from './kit/index.ts';

/** A file of rules: where it lies, and as it is shown to people. */
export interface RuleFile {
  readonly path: string;
  /** From the working folder when the file lies in it, else the whole path. */
  readonly file: string;
}

/**
 * The files of a folder, and the folders in it, that hold rules, in the order of their names. Files that begin with `_` or `.` are
 * helpers; they, tests and type declarations are left out.
 * @throws RuleFileError for a folder that cannot be read
 */
export async function ruleFiles(folder: string): Promise<readonly RuleFile[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const found = await Promise.all(
      entries
        .filter((entry) => entry.name !== 'node_modules' && !entry.name.startsWith('.'))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((entry) => {
          const path = resolve(join(folder, entry.name));
          if (entry.isDirectory()) return ruleFiles(path);
          return isRuleFile(entry.name) ? [{ path, file: shown(path) }] : [];
        }),
    );
    return found.flat();
  } catch (error) {
    if (error instanceof RuleFileError) throw error;
    throw new RuleFileError(folder, `cannot be read (${systemReason(error)})`);
  }
}

const shown = (path: string): string => {
  const here = relative('.', path);
  return here.startsWith('..') ? path : here;
};

const isRuleFile = (name: string): boolean =>
  /\.m?[jt]s$/.test(name) && !/^[_.]/.test(name) && !/\.(test|spec|d)\.m?[jt]s$/.test(name);

/** An error as one line: its kind and the first line of what it says. */
export function firstLine(error: unknown): string {
  const [line = ''] = String(error instanceof Error ? `${error.name}: ${error.message}` : error).split('\n');
  return line;
}
