import type { JsonObject } from '../cloudtrail/index.ts';
import { isSameFamily, type Range, rangeOf } from './address.ts';
import type { Comparison, Condition, Literal } from './ast.ts';
import { isLike } from './like.ts';
import { type Scalar, someAt } from './values.ts';

/** Whether a row satisfies a condition. */
export type Test = (row: JsonObject) => boolean;

/**
 * A condition made ready. Of an array each comparison is satisfied by any element, and by another one than the comparison beside it.
 * `!=` and NOT hold where the comparison they deny does not, so also where the property is missing.
 * @see AWS Config Developer Guide, "Limitations" and "CIDR notation/IP range" of advanced queries
 */
export function testOf(condition: Condition): Test {
  switch (condition.kind) {
    case 'and':
      return both(testOf(condition.left), testOf(condition.right));
    case 'or': {
      const [left, right] = [testOf(condition.left), testOf(condition.right)];
      return (row) => left(row) || right(row);
    }
    case 'not': {
      const denied = testOf(condition.of);
      return (row) => !denied(row);
    }
    case 'in': {
      const tests = condition.literals.map((literal) => comparisonOf('=', literal));
      return anyOf(condition.property.path, (value) => tests.some((test) => test(value)));
    }
    case 'between':
      return anyOf(condition.property.path, betweenOf(condition.low, condition.high));
    case 'like':
      return anyOf(condition.property.path, (value) => typeof value === 'string' && isLike(value, condition.pattern));
    case 'compare': {
      const { operator, literal, property } = condition;
      if (operator !== '!=') return anyOf(property.path, comparisonOf(operator, literal));
      const equal = anyOf(property.path, comparisonOf('=', literal));
      return (row) => !equal(row);
    }
  }
}

const both =
  (left: Test, right: Test): Test =>
  (row) =>
    left(row) && right(row);

const anyOf =
  (path: readonly string[], test: (value: Scalar) => boolean): Test =>
  (row) =>
    someAt(row, path, test);

/** Of blocks of addresses those that hold all between the bounds, as `=` finds those that hold an address. */
function betweenOf(low: Literal, high: Literal): (value: Scalar) => boolean {
  const [least, most] = [comparisonOf('>=', low), comparisonOf('<=', high)];
  const [from, to] = [low, high].map((bound) => (typeof bound === 'string' ? rangeOf(bound) : undefined));
  return (value) => {
    const block = from && to && typeof value === 'string' ? rangeOf(value) : undefined;
    if (from && to && block && isSameFamily(block, from) && isSameFamily(block, to)) {
      return block.low <= from.low && to.high <= block.high;
    }
    return least(value) && most(value);
  };
}

function comparisonOf(operator: Exclude<Comparison, '!='>, literal: Literal): (value: Scalar) => boolean {
  const range = typeof literal === 'string' ? rangeOf(literal) : undefined;
  const instant = typeof literal === 'string' ? instantOf(literal) : undefined;
  return (value) => {
    const addresses = range && typeof value === 'string' ? rangeOf(value) : undefined;
    if (range && addresses && isSameFamily(range, addresses)) return compareRanges(operator, addresses, range);
    const time = instant !== undefined && typeof value === 'string' ? instantOf(value) : undefined;
    const order = time === undefined ? orderOf(value, literal) : time - instant!;
    return order !== undefined && holds(operator, order);
  };
}

/** A block has addresses below, above or between others when any of its addresses is; it equals what lies wholly inside. */
function compareRanges(operator: Exclude<Comparison, '!='>, block: Range, literal: Range): boolean {
  switch (operator) {
    case '=':
      return block.low <= literal.low && literal.high <= block.high;
    case '<':
      return block.low < literal.low;
    case '<=':
      return block.low <= literal.high;
    case '>':
      return block.high > literal.high;
    case '>=':
      return block.high >= literal.low;
  }
}

const holds = (operator: Exclude<Comparison, '!='>, order: number): boolean =>
  (order === 0 && operator.includes('=')) ||
  (order < 0 && operator.includes('<')) ||
  (order > 0 && operator.includes('>'));

/** Numbers by value, texts by their characters, truth values by their names; undefined where two cannot be compared. */
function orderOf(value: Scalar, literal: Literal): number | undefined {
  if (typeof value === 'number' || typeof literal === 'number') {
    const [a, b] = [numberOf(value), numberOf(literal)];
    return a === undefined || b === undefined ? undefined : a - b;
  }
  const [a, b] = [String(value), String(literal)];
  return a < b ? -1 : a > b ? 1 : 0;
}

const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(?<zone>Z|[+-]\d\d:?\d\d)?)?$/;

/** Of a date, with a time or without, the ms since 1970: one moment may be spelled in many ways. UTC where nothing else is said. */
function instantOf(text: string): number | undefined {
  const found = DATE.exec(text);
  if (!found) return undefined;
  const isWhole = found.groups?.zone !== undefined || !text.includes('T');
  const ms = Date.parse(isWhole ? text : `${text}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

function numberOf(value: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}
