import type { Column, Condition, ConfigQuery, Property } from './ast.ts';
import { ConfigQueryError } from './error.ts';

const MOST_GROUPS = 3;

/**
 * What a grammar does not say.
 * @throws ConfigQueryError when a column is neither grouped nor aggregated, at more groups than there may be, and at names that
 * differ in case only
 */
export function assertQuery(query: ConfigQuery): void {
  assertNames(query);
  const { select, groupBy, orderBy } = query;
  const beyond = groupBy[MOST_GROUPS];
  if (beyond) throw new ConfigQueryError(`GROUP BY takes up to ${MOST_GROUPS} properties`, beyond.position);
  if (select === '*') {
    if (groupBy[0]) throw new ConfigQueryError('* cannot be grouped', groupBy[0].position);
    const aggregate = orderBy.find(({ by }) => by.kind === 'aggregate')?.by;
    if (aggregate) throw new ConfigQueryError('ORDER BY a function needs groups', aggregate.position);
    return;
  }
  const ordered = orderBy.map(({ by }) => by);
  const columns = [...select, ...ordered];
  if (groupBy.length === 0 && !columns.some(({ kind }) => kind === 'aggregate')) return;
  const grouped = new Set(groupBy.map(({ text }) => text));
  const loose = columns.find((column) => column.kind === 'property' && !grouped.has(column.text));
  if (loose) throw new ConfigQueryError(`${loose.text} is neither in GROUP BY nor in a function`, loose.position);
  if (groupBy.length > 1 && ordered.some(({ kind }) => kind === 'aggregate')) {
    throw new ConfigQueryError('ORDER BY a function takes one property in GROUP BY', groupBy[1]!.position);
  }
}

/**
 * Names are told apart without their case: of two, neither may be the other or its beginning in another case.
 * @see AWS Config Developer Guide, "Mismatched identifier limitations"
 */
function assertNames({ select, where, groupBy, orderBy }: ConfigQuery): void {
  const columns: readonly Column[] = [...(select === '*' ? [] : select), ...orderBy.map(({ by }) => by), ...groupBy];
  const properties = [
    ...columns.flatMap((column) => (column.kind === 'property' ? [column] : (column.of ?? []))),
    ...(where ? propertiesIn(where) : []),
  ];
  const spelled = new Map<string, string>();
  for (const { text, position } of properties) {
    if (spelled.has(text)) continue;
    const folded = text.toLowerCase();
    for (const [before, foldedBefore] of spelled) {
      const isWithin = folded.startsWith(foldedBefore) && !text.startsWith(before);
      const hasWithin = foldedBefore.startsWith(folded) && !before.startsWith(text);
      if (isWithin || hasWithin) throw new ConfigQueryError(`${before} and ${text} differ in case`, position);
    }
    spelled.set(text, folded);
  }
}

function propertiesIn(condition: Condition): Property[] {
  if (condition.kind === 'not') return propertiesIn(condition.of);
  if ('left' in condition) return [...propertiesIn(condition.left), ...propertiesIn(condition.right)];
  return [condition.property];
}
