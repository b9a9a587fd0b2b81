import { type Dirent, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file a glob found. */
export interface Found {
  readonly path: string;
  readonly dev: number;
  readonly ino: number;
  readonly size: number;
  /** ms since 1970 */
  readonly modified: number;
}

const MAGIC = /[*?[\]{}]/;

/** Whether the path names one file only. */
export const isLiteral = (glob: string): boolean => !MAGIC.test(glob);

/**
 * Regular files a glob names: `*`, `?`, `[a-z]`, `[!a]`, `{a,b}`, and `**` for any folders. Folders that cannot be read hold none.
 */
export function expand(glob: string): Found[] {
  const found = new Map<string, Found>();
  for (const each of braces(glob)) {
    if (isLiteral(each)) {
      const file = lookAt(each);
      if (file) found.set(each, file);
      continue;
    }
    const parts = each.split('/');
    const root = each.startsWith('/') ? '/' : '.';
    walk(root, each.startsWith('/') ? parts.slice(1) : parts, found);
  }
  return [...found.values()];
}

/** The file of that path, if it is one. */
export function lookAt(file: string): Found | undefined {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return undefined;
    return { path: file, dev: stat.dev, ino: stat.ino, size: stat.size, modified: stat.mtimeMs };
  } catch {
    // Gone, not ours to see, or its mount is away: there is nothing to read now, and it is looked for again.
    return undefined;
  }
}

/** The regular files of a folder. */
export const filesIn = (folder: string): Found[] =>
  entries(folder).flatMap((entry) => (entry.isDirectory() ? [] : (lookAt(path.join(folder, entry.name)) ?? [])));

function walk(folder: string, [part, ...rest]: readonly string[], found: Map<string, Found>): void {
  if (part === undefined) return;
  if (part === '**') {
    walk(folder, rest.length > 0 ? rest : ['*'], found);
    for (const entry of entries(folder)) {
      if (entry.isDirectory() && !entry.isSymbolicLink()) walk(path.join(folder, entry.name), ['**', ...rest], found);
    }
    return;
  }
  if (isLiteral(part)) {
    const next = part === '' ? folder : path.join(folder, part);
    if (rest.length > 0) walk(next, rest, found);
    else add(next, found);
    return;
  }
  const pattern = segmentPattern(part);
  for (const { name } of entries(folder)) {
    if (!pattern.test(name) || (name.startsWith('.') && !part.startsWith('.'))) continue;
    if (rest.length > 0) walk(path.join(folder, name), rest, found);
    else add(path.join(folder, name), found);
  }
}

function add(file: string, found: Map<string, Found>): void {
  const seen = lookAt(file);
  if (seen) found.set(file, seen);
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Not there, no folder, or not readable: it holds nothing for us now.
    return [];
  }
}

const MOST_ALTERNATIVES = 1000;

/** `a{b,c}d` as `abd` and `acd`; braces may be nested. */
export function braces(glob: string): string[] {
  const open = glob.indexOf('{');
  if (open < 0) return [glob];
  let depth = 0;
  const cuts = [open];
  for (let at = open; at < glob.length; at += 1) {
    if (glob[at] === '{') depth += 1;
    else if (glob[at] === ',' && depth === 1) cuts.push(at);
    else if (glob[at] === '}') {
      depth -= 1;
      if (depth > 0) continue;
      cuts.push(at);
      const [head, tail] = [glob.slice(0, open), glob.slice(at + 1)];
      const options = cuts.slice(1).map((cut, index) => glob.slice(cuts[index]! + 1, cut));
      return options.flatMap((option) => braces(`${head}${option}${tail}`)).slice(0, MOST_ALTERNATIVES);
    }
  }
  return [glob];
}

/** One name's pattern; what is no sign of a glob is itself. */
function segmentPattern(part: string): RegExp {
  let source = '';
  for (let at = 0; at < part.length; at += 1) {
    const sign = part[at]!;
    const close = sign === '[' ? part.indexOf(']', at + 2) : -1;
    if (close > 0) {
      const negated = part[at + 1] === '!' || part[at + 1] === '^';
      const inside = part.slice(at + (negated ? 2 : 1), close).replaceAll(/[\\\]^]/g, '\\$&');
      source += `[${negated ? '^' : ''}${inside}]`;
      at = close;
    } else if (sign === '*') source += source.endsWith('.*') ? '' : '.*';
    else if (sign === '?') source += '.';
    else source += sign.replaceAll(/[.+^${}()|[\]\\/]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 'su');
}
