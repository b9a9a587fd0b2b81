import { invalid } from '../values.ts';
import { type Placeholders, TokenReader } from './reader.ts';
import type { Expression, Path, Update } from './tree.ts';

const CLAUSES = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;

/** Reads `SET ... REMOVE ... ADD ... DELETE ...`, each clause once at most, in any order. */
export function readUpdate(source: string, placeholders: Placeholders): Update {
  const reader = new TokenReader('UpdateExpression', source, placeholders);
  const update = { set: [], remove: [], add: [], delete: [] } as {
    set: { path: Path; to: Expression }[];
    remove: Path[];
    add: Update['add'][number][];
    delete: Update['delete'][number][];
  };
  const seen = new Set<string>();
  while (reader.next.kind !== 'end') {
    const clause = CLAUSES.find((name) => reader.skip(name));
    if (!clause) throw reader.unexpected();
    if (seen.has(clause)) {
      throw invalid(`Invalid UpdateExpression: The "${clause}" section can only be used once in an update expression;`);
    }
    seen.add(clause);
    do {
      const path = reader.path();
      if (clause === 'REMOVE') update.remove.push(path);
      else if (clause === 'SET') {
        reader.expect('=');
        update.set.push({ path, to: readSum(reader) });
      } else update[clause === 'ADD' ? 'add' : 'delete'].push({ path, value: reader.value() });
    } while (reader.skip(','));
  }
  assertApart([...update.set, ...update.add, ...update.delete].map(({ path }) => path).concat(update.remove));
  return update;
}

function readSum(reader: TokenReader): Expression {
  const left = readTerm(reader);
  if (reader.skip('+')) return { kind: 'plus', left, right: readTerm(reader) };
  if (reader.skip('-')) return { kind: 'minus', left, right: readTerm(reader) };
  return left;
}

function readTerm(reader: TokenReader): Expression {
  if (reader.next.kind === 'value') return { kind: 'value', value: reader.value() };
  if (!reader.calling) return { kind: 'path', path: reader.path() };
  const name = reader.take().text;
  reader.expect('(');
  if (name !== 'if_not_exists' && name !== 'list_append') {
    throw invalid(`Invalid UpdateExpression: Invalid function name; function: ${name}`);
  }
  const term: Expression =
    name === 'if_not_exists'
      ? { kind: 'ifNotExists', path: reader.path(), otherwise: readSecond(reader) }
      : { kind: 'append', left: readTerm(reader), right: readSecond(reader) };
  reader.expect(')');
  return term;
}

function readSecond(reader: TokenReader): Expression {
  reader.expect(',');
  return readTerm(reader);
}

/** Two parts of one update may not change the same attribute, nor one within the other. */
function assertApart(paths: readonly Path[]): void {
  for (const [at, one] of paths.entries()) {
    for (const two of paths.slice(at + 1)) {
      if (!one.every((part, depth) => two[depth] === undefined || two[depth] === part)) continue;
      throw invalid(
        `Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ${shown(one)}, path two: ${shown(two)}`,
      );
    }
  }
}

const shown = (path: Path): string =>
  `[${path.map((part) => (typeof part === 'number' ? `[${part}]` : part)).join(', ')}]`;
