import type { Json, JsonObject } from '../cloudtrail/index.ts';
import type { Aggregate, ConfigQuery } from './ast.ts';
import { nest } from './project.ts';
import { type Scalar, valuesAt } from './values.ts';

/** Rows that have the same values in the grouping properties. */
export interface Group {
  readonly keys: readonly Scalar[];
  readonly rows: readonly JsonObject[];
}

/**
 * Rows by their values of the grouping properties, in the order in which the values first come. A row stands in the group of each
 * element of an array, and in none when it lacks the property. Without GROUP BY all rows are one group.
 */
export function groupsOf(rows: readonly JsonObject[], { groupBy }: ConfigQuery): Group[] {
  if (groupBy.length === 0) return [{ keys: [], rows }];
  const groups = new Map<string, { keys: readonly Scalar[]; rows: JsonObject[] }>();
  for (const row of rows) {
    for (const keys of combinations(groupBy.map(({ path }) => [...new Set(valuesAt(row, path))]))) {
      const name = JSON.stringify(keys);
      const group = groups.get(name);
      if (group) group.rows.push(row);
      else groups.set(name, { keys, rows: [row] });
    }
  }
  return [...groups.values()];
}

const combinations = (lists: readonly (readonly Scalar[])[]): Scalar[][] =>
  lists.reduce<Scalar[][]>((before, list) => before.flatMap((keys) => list.map((key) => [...keys, key])), [[]]);

/** A group as a row of the answer: the grouping properties asked for, and each function under its own text. */
export function groupRow(group: Group, { select, groupBy }: ConfigQuery): JsonObject {
  const row: Record<string, Json | undefined> = {};
  for (const column of select === '*' ? [] : select) {
    if (column.kind === 'aggregate') row[column.text] = aggregateOf(column, group.rows);
    else nest(row, column.path, group.keys[groupBy.findIndex(({ text }) => text === column.text)] ?? null);
  }
  return row;
}

/** The value of a function over rows; null where there is nothing to take the least, most or mean of. */
export function aggregateOf({ name, of }: Aggregate, rows: readonly JsonObject[]): Scalar | null {
  if (!of) return rows.length;
  const values = rows.flatMap((row) => valuesAt(row, of.path));
  if (name === 'COUNT') return values.length;
  if (name === 'MAX' || name === 'MIN') return extreme(values, name === 'MAX' ? 1 : -1);
  const numbers = values.filter((value) => typeof value === 'number');
  const sum = numbers.reduce((total, value) => total + value, 0);
  if (name === 'SUM') return sum;
  return numbers.length > 0 ? sum / numbers.length : null;
}

function extreme(values: readonly Scalar[], sign: 1 | -1): Scalar | null {
  const [first, ...rest] = values;
  return rest.reduce<Scalar | null>(
    (best, value) => (compareValues(value, best) * sign > 0 ? value : best),
    first ?? null,
  );
}

/** Numbers before texts; what is missing comes last. */
export function compareValues(a: Scalar | null | undefined, b: Scalar | null | undefined): number {
  if (a === undefined || a === null) return b === undefined || b === null ? 0 : 1;
  if (b === undefined || b === null) return -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
