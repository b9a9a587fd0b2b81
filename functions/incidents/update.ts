import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Finding, MOST_LISTED, MOST_TOLD } from '../../core/incident/index.ts';
import { newCounted, newRow, type WindowRow } from './row.ts';

/** An UpdateItem on a condition. */
export interface Update {
  readonly set: readonly string[];
  readonly add: readonly string[];
  readonly condition: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
}

const number = (value: number): AttributeValue => ({ N: String(value) });

/** Opens a window with its first finding, which is told. */
export function opening(finding: Finding, start: number): Update {
  const row = Object.entries(newRow(finding, start));
  return {
    set: row.map(([name]) => `#${name} = :${name}`),
    add: [],
    condition: ['attribute_not_exists(id)'],
    names: Object.fromEntries(row.map(([name]) => [`#${name}`, name])),
    values: Object.fromEntries(row.map(([name, value]) => [`:${name}`, value])),
  };
}

/** Notes that an incident is told, with this finding; where another told it meanwhile, or too many are, it fails. */
export const telling = ({ key, id }: Finding): Update => ({
  set: ['told.#key = :id'],
  add: [],
  condition: ['attribute_not_exists(told.#key)', 'size(told) < :most', 'attribute_not_exists(closed)'],
  names: { '#key': key },
  values: { ':id': { S: id }, ':most': number(MOST_TOLD) },
});

/**
 * Counts a finding in the rest, as `counting` does in memory. Each write adds to what is there, so that many at a time lose nothing;
 * its condition holds what was seen of the row and decides how to add.
 */
export function counting(finding: Finding, row: WindowRow): Update {
  const { key, time } = finding;
  const closing = { set: ['scheduled = :true'], condition: ['attribute_not_exists(closed)'] };
  if (row.rest === undefined) {
    return {
      set: [...closing.set, '#first = :time', '#last = :time', 'counted = :counted'],
      add: ['#count :one'],
      condition: [...closing.condition, 'attribute_not_exists(#count)'],
      names: { '#first': 'first', '#last': 'last', '#count': 'count' },
      values: {
        ':true': { BOOL: true },
        ':one': number(1),
        ':time': number(time),
        ':counted': { M: { [key]: newCounted(finding) } },
      },
    };
  }
  const parts = [listing(finding, row), timing(finding, row)];
  return {
    set: [...closing.set, ...parts.flatMap(({ set }) => set)],
    add: ['#count :one', ...parts.flatMap(({ add }) => add)],
    condition: [...closing.condition, ...parts.flatMap(({ condition }) => condition)],
    names: Object.assign({ '#count': 'count' }, ...parts.map(({ names }) => names)),
    values: Object.assign({ ':true': { BOOL: true }, ':one': number(1) }, ...parts.map(({ values }) => values)),
  };
}

/** The finding's incident among those the digest lists, while there is room. */
function listing(finding: Finding, { rest }: WindowRow): Update {
  const { key } = finding;
  const names = { '#key': key };
  const listed = rest?.counted ?? {};
  if (Object.hasOwn(listed, key)) {
    const condition = ['attribute_exists(counted.#key)'];
    return { set: [], add: ['counted.#key.#count :one'], condition, names, values: {} };
  }
  const values = { ':listed': number(MOST_LISTED) };
  if (Object.keys(listed).length < MOST_LISTED) {
    return {
      set: ['counted.#key = :new'],
      add: [],
      condition: ['attribute_not_exists(counted.#key)', 'size(counted) < :listed'],
      names,
      values: { ...values, ':new': newCounted(finding) },
    };
  }
  return {
    set: [],
    add: [],
    condition: ['attribute_not_exists(counted.#key)', 'size(counted) >= :listed'],
    names,
    values,
  };
}

/** The earliest and the latest time. */
function timing({ time }: Finding, { rest }: WindowRow): Update {
  const none = { set: [], add: [], condition: [], names: {}, values: {} };
  if (rest === undefined || (time >= rest.first && time <= rest.last)) return none;
  const [name, set, condition] =
    time > rest.last ? ['last', '#last = :time', '#last < :time'] : ['first', '#first = :time', '#first > :time'];
  return {
    set: [set],
    add: [],
    condition: [condition],
    names: { [`#${name}`]: name },
    values: { ':time': number(time) },
  };
}
