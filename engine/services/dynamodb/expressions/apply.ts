import { add, type Decimal, fits, formatDecimal, negate, parseDecimal } from '../decimal.ts';
import { elementKey, elementsOf, type Item, invalid, typeOf, type Value } from '../values.ts';
import { valueAt } from './evaluate.ts';
import type { Expression, Path, Update } from './tree.ts';

/** The item after an update; every value on the right is that of the item before. */
export function applyUpdate(before: Item, update: Update): Item {
  let item = before;
  for (const { path, to } of update.set) item = withValue(item, path, evaluate(to, before));
  for (const { path, value } of update.add) item = withValue(item, path, added(valueAt(before, path), value));
  for (const { path, value } of update.delete) {
    const left = withoutElements(valueAt(before, path), value);
    item = left === undefined ? withoutValue(item, path) : withValue(item, path, left);
  }
  // From the last index on, so that those before keep their place.
  for (const path of update.remove.toSorted(lastIndexFirst)) item = withoutValue(item, path);
  return item;
}

const lastIndexFirst = (a: Path, b: Path): number => {
  const [x, y] = [a.at(-1), b.at(-1)];
  return typeof x === 'number' && typeof y === 'number' ? y - x : 0;
};

function evaluate(expression: Expression, item: Item): Value {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'path': {
      const value = valueAt(item, expression.path);
      if (value) return value;
      throw invalid('The provided expression refers to an attribute that does not exist in the item');
    }
    case 'ifNotExists':
      return valueAt(item, expression.path) ?? evaluate(expression.otherwise, item);
    case 'append': {
      const [left, right] = [evaluate(expression.left, item), evaluate(expression.right, item)];
      if ('L' in left && 'L' in right) return { L: [...left.L, ...right.L] };
      throw wrongOperand('list_append', 'L' in left ? right : left);
    }
    case 'plus':
    case 'minus': {
      const sign = expression.kind === 'plus' ? '+' : '-';
      const left = decimalOf(evaluate(expression.left, item), sign);
      const right = decimalOf(evaluate(expression.right, item), sign);
      return numberValue(add(left, expression.kind === 'plus' ? right : negate(right)));
    }
  }
}

function decimalOf(value: Value, operator: string): Decimal {
  if ('N' in value) return parseDecimal(value.N)!;
  throw wrongOperand(operator, value);
}

function numberValue(decimal: Decimal): Value {
  if (fits(decimal)) return { N: formatDecimal(decimal) };
  throw invalid('Number overflow. Attempting to store a number with magnitude larger than supported range');
}

const wrongOperand = (operator: string, value: Value): Error =>
  invalid(
    `Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(value)}`,
  );

const mismatch = (): Error => invalid('An operand in the update expression has an incorrect data type');

/** `ADD`: to a number its sum, to a set its union; where there is nothing, the value itself. */
function added(before: Value | undefined, value: Value): Value {
  if (!('N' in value) && !elementsOf(value)) throw wrongOperand('ADD', value);
  if (before === undefined) return value;
  if ('N' in before && 'N' in value) return numberValue(add(parseDecimal(before.N)!, parseDecimal(value.N)!));
  const elements = elementsOf(before);
  if (!elements || typeOf(before) !== typeOf(value)) throw mismatch();
  const all = new Map([...elements, ...elementsOf(value)!].map((element) => [elementKey(element), element]));
  return setOf(before, [...all.values()]);
}

/** `DELETE`: the set without the given elements; undefined when nothing is left. */
function withoutElements(before: Value | undefined, value: Value): Value | undefined {
  if (!elementsOf(value)) throw wrongOperand('DELETE', value);
  if (before === undefined) return undefined;
  if (typeOf(before) !== typeOf(value)) throw mismatch();
  const gone = new Set(elementsOf(value)!.map(elementKey));
  const left = (elementsOf(before) ?? []).filter((element) => !gone.has(elementKey(element)));
  return left.length === 0 ? undefined : setOf(before, left);
}

const setOf = (like: Value, elements: readonly Value[]): Value =>
  ({ [typeOf(like)]: elements.map((element) => Object.values(element)[0]) }) as unknown as Value;

const badPath = (): Error => invalid('The document path provided in the update expression is invalid for update');

/** A copy with `value` at `path`; a list grows by one at an index behind its end. */
function withValue(item: Item, path: Path, value: Value): Item {
  const changed = put({ M: item }, path, value);
  return 'M' in changed ? changed.M : item;
}

function put(into: Value | undefined, [part, ...rest]: Path, value: Value): Value {
  if (part === undefined) return value;
  if (typeof part === 'number') {
    if (!into || !('L' in into)) throw badPath();
    if (rest.length > 0 && into.L[part] === undefined) throw badPath();
    const at = Math.min(part, into.L.length);
    return { L: into.L.toSpliced(at, 1, put(into.L[at], rest, value)) };
  }
  if (!into || !('M' in into)) throw badPath();
  if (rest.length > 0 && !Object.hasOwn(into.M, part)) throw badPath();
  return { M: { ...into.M, [part]: put(into.M[part], rest, value) } };
}

/** A copy without what is at `path`; the same when there is nothing. */
export function withoutValue(item: Item, path: Path): Item {
  const changed = cut({ M: item }, path);
  return 'M' in changed ? changed.M : item;
}

function cut(from: Value, [part, ...rest]: Path): Value {
  const inner = part === undefined ? undefined : valueAt({ from }, ['from', part]);
  if (part === undefined || inner === undefined) return from;
  if (typeof part === 'number' && 'L' in from) {
    return { L: rest.length === 0 ? from.L.toSpliced(part, 1) : from.L.with(part, cut(inner, rest)) };
  }
  if (!('M' in from)) return from;
  if (rest.length > 0) return { M: { ...from.M, [part]: cut(inner, rest) } };
  return { M: Object.fromEntries(Object.entries(from.M).filter(([name]) => name !== part)) };
}
