import type { Source } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { InsightsError } from './error.ts';

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

/** Of what may be listed, at most. @see CloudWatch Logs guide, "SOURCE" */
const most: Readonly<Partial<Record<Part, number>>> = { prefixes: 5, accounts: 20 };

/** `SOURCE "group", "other"` or `SOURCE logGroups(namePrefix: ["a"], class: ["STANDARD"])`. */
export function parseSource(cursor: Cursor): Source {
  const source: Record<Part, readonly string[]> = { groups: [], prefixes: [], accounts: [], classes: [] };
  if (!cursor.takeWord('loggroups')) return { ...source, groups: strings(cursor) };
  cursor.expect('(');
  while (!cursor.take(')')) {
    const part = parts[cursor.takeWord(...Object.keys(parts)) ?? ''];
    if (!part) throw cursor.unexpected('expected namePrefix');
    cursor.expect(':');
    const start = cursor.at;
    if (cursor.take('[')) {
      source[part] = strings(cursor);
      cursor.expect(']');
    } else source[part] = [oneString(cursor)];
    const limit = most[part] ?? Number.POSITIVE_INFINITY;
    if (source[part].length > limit) {
      throw new InsightsError(`a SOURCE lists at most ${limit} of these`, cursor.text, start, cursor.at);
    }
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
