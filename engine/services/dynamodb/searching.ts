import type { QueryInput, QueryOutput, ScanInput, ScanOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../service.ts';
import { readCondition } from './expressions/condition.ts';
import { meets } from './expressions/evaluate.ts';
import { readProjection } from './expressions/projection.ts';
import { Placeholders } from './expressions/reader.ts';
import type { Condition, Path } from './expressions/tree.ts';
import { keyOfItem, namesOf } from './keys.ts';
import { assertNoLegacy } from './legacy.ts';
import { type KeyNames, keyNames, type Table } from './model.ts';
import { projectOf } from './reading.ts';
import type { DynamoState } from './state.ts';
import { type Item, invalid, keyText, readItem, sizeOfItem } from './values.ts';

const LARGEST_PAGE = 2 ** 20;

/** Several items: those of a partition in order, or all. Indexes are worked out from the table's items. */
export function searching(state: DynamoState) {
  const query: Operation<QueryInput, QueryOutput> = (call) => {
    const { input } = call;
    assertNoLegacy(input);
    const { table, keys } = target(state.table(call, input.TableName!), input);
    if (input.KeyConditionExpression === undefined) {
      throw invalid('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.');
    }
    const placeholders = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
    const condition = readCondition('KeyConditionExpression', input.KeyConditionExpression, placeholders);
    const expressions = readFilters(input, placeholders);
    const hash = assertKeyCondition(condition, keys);
    const candidates = keys === table.keys ? state.items.partition(table.id, hash) : state.items.all(table.id);
    const found = ordered(
      candidates.filter((item) => inIndex(item, keys) && meets(condition, item)),
      keys,
    );
    if (input.ScanIndexForward === false) found.reverse();
    return answer(found, input, table, keys, expressions);
  };

  const scan: Operation<ScanInput, ScanOutput> = (call) => {
    const { input } = call;
    assertNoLegacy(input);
    const { table, keys } = target(state.table(call, input.TableName!), input);
    const placeholders = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
    const expressions = readFilters(input, placeholders);
    const items = state.items.all(table.id).filter((item) => inIndex(item, keys));
    const { Segment, TotalSegments = 1 } = input;
    const own =
      Segment === undefined ? items : items.filter((item) => segmentOf(item, keys, TotalSegments) === Segment);
    return answer(own, input, table, keys, expressions);
  };

  return { Query: query, Scan: scan };
}

interface Expressions {
  readonly filter: Condition | undefined;
  readonly paths: readonly Path[] | undefined;
}

function readFilters(input: QueryInput | ScanInput, placeholders: Placeholders): Expressions {
  const { FilterExpression, ProjectionExpression } = input;
  const filter = FilterExpression && readCondition('FilterExpression', FilterExpression, placeholders);
  const paths = ProjectionExpression ? readProjection(ProjectionExpression, placeholders) : undefined;
  placeholders.assertUsed();
  return { filter: filter || undefined, paths };
}

function target(table: Table, { IndexName: index, ConsistentRead }: ScanInput): { table: Table; keys: KeyNames } {
  if (index === undefined) return { table, keys: table.keys };
  if (ConsistentRead && table.globalIndexes.some(({ IndexName }) => IndexName === index)) {
    throw invalid('Consistent reads are not supported on global secondary indexes');
  }
  const found = [...table.globalIndexes, ...table.localIndexes].find(({ IndexName }) => IndexName === index);
  if (!found) throw invalid(`The table does not have the specified index: ${index}`);
  return { table, keys: keyNames(found.KeySchema ?? []) };
}

/** An index holds only the items that have its key attributes. */
const inIndex = (item: Item, keys: KeyNames): boolean => namesOf(keys).every((name) => item[name] !== undefined);

function ordered(items: Item[], { range }: KeyNames): Item[] {
  if (range === undefined) return items;
  const texts = new Map(items.map((item) => [item, Buffer.from(keyText(item[range]!))]));
  return items.sort((a, b) => Buffer.compare(texts.get(a)!, texts.get(b)!));
}

/** One equality of the hash key, and at most one condition on the range key. */
function assertKeyCondition(condition: Condition, keys: KeyNames): string {
  const parts = condition.kind === 'and' ? [condition.left, condition.right] : [condition];
  const hash = parts.find(
    (part) => part.kind === 'compare' && part.comparator === '=' && attributeOf(part) === keys.hash,
  );
  if (!hash && parts.some((part) => attributeOf(part) === keys.hash))
    throw invalid('Query key condition not supported');
  if (hash?.kind !== 'compare') throw invalid(`Query condition missed key schema element: ${keys.hash}`);
  const rest = parts.filter((part) => part !== hash);
  for (const part of rest) {
    if (attributeOf(part) !== keys.range || keys.range === undefined) {
      throw invalid(`Query condition missed key schema element: ${keys.range ?? keys.hash}`);
    }
    if (part.kind === 'compare' && part.comparator === '<>') {
      throw invalid('Unsupported operator on KeyCondition: NE');
    }
  }
  const value = hash.right.kind === 'value' ? hash.right : hash.left;
  if (value.kind !== 'value') throw invalid('Invalid operand in the key condition: both sides are attributes');
  return keyText(value.value);
}

/** The attribute a part of a key condition is about. */
function attributeOf(condition: Condition): string | undefined {
  const operands =
    condition.kind === 'compare'
      ? [condition.left, condition.right]
      : condition.kind === 'between' || condition.kind === 'begins'
        ? [condition.operand]
        : [];
  const path = operands.find((operand) => operand.kind === 'path');
  return path?.kind === 'path' && path.path.length === 1 ? String(path.path[0]) : undefined;
}

function answer(
  items: readonly Item[],
  { Limit, ExclusiveStartKey, Select }: QueryInput | ScanInput,
  table: Table,
  keys: KeyNames,
  { filter, paths }: Expressions,
): QueryOutput {
  const start = ExclusiveStartKey ? after(items, readItem(ExclusiveStartKey), table) : 0;
  const { page, more } = pageOf(items.slice(start), Limit);
  const matching = filter ? page.filter((item) => meets(filter, item)) : page;
  const last = more ? page.at(-1) : undefined;
  return {
    Items: Select === 'COUNT' ? undefined : matching.map((item) => projectOf(item, paths) as Record<string, never>),
    Count: matching.length,
    ScannedCount: page.length,
    LastEvaluatedKey: last && ({ ...keyOfItem(keys, last), ...keyOfItem(table.keys, last) } as Record<string, never>),
  };
}

/** At most `limit` items and at most 1 MiB, before any filter. */
function pageOf(items: readonly Item[], limit = Number.POSITIVE_INFINITY): { page: Item[]; more: boolean } {
  const page: Item[] = [];
  let size = 0;
  for (const item of items) {
    if (page.length >= limit || size > LARGEST_PAGE) return { page, more: true };
    size += sizeOfItem(item);
    page.push(item);
  }
  return { page, more: limit === page.length };
}

/** Where a page begins: behind the start's place, whether or not there is an item at it now. */
function after(items: readonly Item[], start: Item, { keys }: Table): number {
  const names = namesOf(keys);
  if (names.some((name) => start[name] === undefined)) throw invalid('The provided starting key is invalid');
  const text = (item: Item) => Buffer.from(names.map((name) => keyText(item[name]!)).join('\0'));
  const wanted = text(start);
  const at = items.findIndex((item) => text(item).equals(wanted));
  if (at !== -1) return at + 1;
  const [first, last] = [items[0], items.at(-1)];
  const backwards = first !== undefined && last !== undefined && Buffer.compare(text(first), text(last)) > 0;
  const next = items.findIndex((item) => Buffer.compare(text(item), wanted) > 0 !== backwards);
  return next === -1 ? items.length : next;
}

function segmentOf(item: Item, { hash }: KeyNames, segments: number): number {
  let sum = 0;
  for (const byte of Buffer.from(keyText(item[hash]!))) sum = (sum * 31 + byte) % 65_521;
  return sum % segments;
}
