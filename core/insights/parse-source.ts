import type { Source } from './ast.ts';
import type { Cursor } from './cursor.ts';

type Part = 'groups' | 'prefixes' | 'accounts' | 'classes';

const parts: Readonly<Partial<Record<string, Part>>> = {
  nameprefix: 'prefixes',
  nameprefixes: 'prefixes',
  accountidentifier: 'accounts',
  accountidentifiers: 'accounts',
  class: 'classes',
  loggroupclass: 'classes',
  loggroupidentifier: 'groups',
  loggroupidentifiers: 'groups',
};

/** `SOURCE "group", "other"` or `SOURCE logGroups(namePrefix: ["a"], class: ["STANDARD"])`. */
export function parseSource(cursor: Cursor): Source {
  const source: Record<Part, readonly string[]> = { groups: [], prefixes: [], accounts: [], classes: [] };
  if (!cursor.takeWord('loggroups')) return { ...source, groups: strings(cursor) };
  cursor.expect('(');
  while (!cursor.take(')')) {
    const part = parts[cursor.takeWord(...Object.keys(parts)) ?? ''];
    if (!part) throw cursor.unexpected('expected namePrefix');
    cursor.expect(':');
    if (cursor.take('[')) {
      source[part] = strings(cursor);
      cursor.expect(']');
    } else source[part] = [oneString(cursor)];
    if (cursor.peek() !== ')') cursor.expect(',');
  }
  return source;
}

function strings(cursor: Cursor): string[] {
  const found: string[] = [];
  do found.push(oneString(cursor));
  while (cursor.take(','));
  return found;
}

function oneString(cursor: Cursor): string {
  const text = cursor.string();
  if (text === undefined) throw cursor.unexpected('expected a string');
  return text;
}
