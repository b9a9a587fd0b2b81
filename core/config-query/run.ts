import type { JsonObject } from '../cloudtrail/index.ts';
import type { Column, ConfigQuery } from './ast.ts';
import { aggregateOf, compareValues, type Group, groupRow, groupsOf } from './groups.ts';
import { testOf } from './matches.ts';
import { projectionOf, TOP_LEVEL } from './project.ts';
import { type Scalar, valuesAt } from './values.ts';

const INVISIBLE = new Set(['ResourceNotRecorded', 'ResourceDeleted', 'ResourceDeletedNotRecorded']);

/**
 * The rows a query answers with.
 * @param items the current item of each resource, in the spelling of queries (`accountId`, `arn`, `tags` a list of `{key, value, tag}`)
 */
export function runConfigQuery(query: ConfigQuery, items: Iterable<JsonObject>): JsonObject[] {
  const test = query.where ? testOf(query.where) : () => true;
  const rows: JsonObject[] = [];
  for (const item of items) {
    if (!INVISIBLE.has(String(item.configurationItemStatus ?? 'OK')) && test(item)) rows.push(item);
  }
  return isGrouped(query) ? grouped(query, rows) : plain(query, rows);
}

/** The columns of the answer, by name. */
export const selectFields = ({ select }: ConfigQuery): string[] =>
  select === '*' ? [...TOP_LEVEL] : select.map(({ text }) => text);

const isGrouped = ({ select, groupBy }: ConfigQuery): boolean =>
  groupBy.length > 0 || (select !== '*' && select.some(({ kind }) => kind === 'aggregate'));

function plain(query: ConfigQuery, rows: readonly JsonObject[]): JsonObject[] {
  const { select } = query;
  const project = projectionOf(select === '*' ? TOP_LEVEL.map((name) => [name]) : select.map(pathOf));
  return sorted(query, rows, (row, column) => valuesAt(row, pathOf(column))[0]).map(project);
}

function grouped(query: ConfigQuery, rows: readonly JsonObject[]): JsonObject[] {
  const keyOf = (group: Group, column: Column): Scalar | null | undefined =>
    column.kind === 'aggregate'
      ? aggregateOf(column, group.rows)
      : group.keys[query.groupBy.findIndex(({ text }) => text === column.text)];
  return sorted(query, groupsOf(rows, query), keyOf).map((group) => groupRow(group, query));
}

const pathOf = (column: Column): readonly string[] => (column.kind === 'property' ? column.path : []);

/** Sorted stably; rows without the property come last either way. */
function sorted<T>(
  { orderBy }: ConfigQuery,
  rows: readonly T[],
  keyOf: (row: T, column: Column) => Scalar | null | undefined,
): T[] {
  if (orderBy.length === 0) return [...rows];
  const keyed = rows.map((row) => ({ row, keys: orderBy.map(({ by }) => keyOf(row, by)) }));
  keyed.sort((a, b) => {
    for (const [index, { descending }] of orderBy.entries()) {
      const [left, right] = [a.keys[index], b.keys[index]];
      const order = compareValues(left, right);
      if (order !== 0) return descending && (left ?? null) !== null && (right ?? null) !== null ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}
