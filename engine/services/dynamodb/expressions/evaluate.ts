import { compareValues, elementsOf, equalValues, type Item, typeOf, type Value } from '../values.ts';
import type { Comparator, Condition, Operand, Path } from './tree.ts';

/** Whether an item meets a condition. An attribute that is not there meets none but `attribute_not_exists` and `<>`. */
export function meets(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return meets(condition.left, item) && meets(condition.right, item);
    case 'or':
      return meets(condition.left, item) || meets(condition.right, item);
    case 'not':
      return !meets(condition.condition, item);
    case 'exists':
      return (valueAt(item, condition.path) !== undefined) === condition.wanted;
    case 'type': {
      const value = valueAt(item, condition.path);
      return value !== undefined && 'S' in condition.type && typeOf(value) === condition.type.S;
    }
    case 'compare':
      return compare(operandValue(condition.left, item), condition.comparator, operandValue(condition.right, item));
    case 'between': {
      const value = operandValue(condition.operand, item);
      return (
        compare(value, '>=', operandValue(condition.low, item)) &&
        compare(value, '<=', operandValue(condition.high, item))
      );
    }
    case 'in': {
      const value = operandValue(condition.operand, item);
      return condition.choices.some((choice) => compare(value, '=', operandValue(choice, item)));
    }
    case 'begins':
      return begins(operandValue(condition.operand, item), operandValue(condition.part, item));
    case 'contains':
      return contains(operandValue(condition.operand, item), operandValue(condition.part, item));
  }
}

/** The value at a path; undefined when there is none. */
export function valueAt(item: Item, path: Path): Value | undefined {
  let value: Value | undefined = { M: item };
  for (const part of path) {
    if (value === undefined) return undefined;
    value = child(value, part);
  }
  return value;
}

function child(value: Value, part: string | number): Value | undefined {
  if (typeof part === 'number') return 'L' in value ? value.L[part] : undefined;
  return 'M' in value && Object.hasOwn(value.M, part) ? value.M[part] : undefined;
}

function operandValue(operand: Operand, item: Item): Value | undefined {
  if (operand.kind === 'value') return operand.value;
  const value = valueAt(item, operand.path);
  return operand.kind === 'path' ? value : value && sizeValue(value);
}

/** What `size(path)` is: characters' bytes, elements, members. */
function sizeValue(value: Value): Value | undefined {
  if ('S' in value) return { N: String(Buffer.byteLength(value.S)) };
  if ('B' in value) return { N: String(value.B.length) };
  if ('L' in value) return { N: String(value.L.length) };
  if ('M' in value) return { N: String(Object.keys(value.M).length) };
  const elements = elementsOf(value);
  return elements && { N: String(elements.length) };
}

function compare(left: Value | undefined, comparator: Comparator, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return comparator === '<>' && left !== right;
  if (comparator === '=') return equalValues(left, right);
  if (comparator === '<>') return !equalValues(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  if (comparator === '<') return order < 0;
  if (comparator === '<=') return order <= 0;
  return comparator === '>' ? order > 0 : order >= 0;
}

function begins(value: Value | undefined, part: Value | undefined): boolean {
  if (!value || !part) return false;
  if ('S' in value && 'S' in part) return value.S.startsWith(part.S);
  if ('B' in value && 'B' in part) return Buffer.from(value.B.subarray(0, part.B.length)).equals(part.B);
  return false;
}

function contains(value: Value | undefined, part: Value | undefined): boolean {
  if (!value || !part) return false;
  if ('S' in value && 'S' in part) return value.S.includes(part.S);
  if ('B' in value && 'B' in part) return Buffer.from(value.B).includes(Buffer.from(part.B));
  const elements = 'L' in value ? value.L : elementsOf(value);
  return elements?.some((element) => equalValues(element, part)) ?? false;
}
