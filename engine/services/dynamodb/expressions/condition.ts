import { invalid } from '../values.ts';
import { type ExpressionName, type Placeholders, TokenReader } from './reader.ts';
import type { Comparator, Condition, Operand } from './tree.ts';

const COMPARATORS: readonly string[] = ['=', '<>', '<', '<=', '>', '>='];

/** Nothing anyone writes is nested deeper. */
const DEEPEST = 100;

/** Reads a condition, filter or key condition. */
export function readCondition(where: ExpressionName, source: string, placeholders: Placeholders): Condition {
  const reader = new TokenReader(where, source, placeholders);
  const condition = readOr(reader, 0);
  reader.expectEnd();
  return condition;
}

function readOr(reader: TokenReader, depth: number): Condition {
  let left = readAnd(reader, depth);
  while (reader.skip('OR')) left = { kind: 'or', left, right: readAnd(reader, depth) };
  return left;
}

function readAnd(reader: TokenReader, depth: number): Condition {
  let left = readNot(reader, depth);
  while (reader.skip('AND')) left = { kind: 'and', left, right: readNot(reader, depth) };
  return left;
}

function readNot(reader: TokenReader, depth: number): Condition {
  if (depth > DEEPEST) throw invalid(`Invalid ${reader.where}: The expression is nested too deeply;`);
  if (reader.skip('NOT')) return { kind: 'not', condition: readNot(reader, depth + 1) };
  if (reader.skip('(')) {
    const condition = readOr(reader, depth + 1);
    reader.expect(')');
    return condition;
  }
  return readFunction(reader) ?? readComparison(reader);
}

function readFunction(reader: TokenReader): Condition | undefined {
  if (!reader.calling || reader.calls('size')) return undefined;
  const name = reader.take().text;
  reader.expect('(');
  const condition = readArguments(reader, name);
  reader.expect(')');
  return condition;
}

function readArguments(reader: TokenReader, name: string): Condition {
  switch (name) {
    case 'attribute_exists':
      return { kind: 'exists', path: reader.path(), wanted: true };
    case 'attribute_not_exists':
      return { kind: 'exists', path: reader.path(), wanted: false };
    case 'attribute_type': {
      const path = reader.path();
      reader.expect(',');
      return { kind: 'type', path, type: reader.value() };
    }
    case 'begins_with':
    case 'contains': {
      const operand = readOperand(reader);
      reader.expect(',');
      return { kind: name === 'contains' ? 'contains' : 'begins', operand, part: readOperand(reader) };
    }
    default:
      throw invalid(`Invalid ${reader.where}: Invalid function name; function: ${name}`);
  }
}

function readComparison(reader: TokenReader): Condition {
  const operand = readOperand(reader);
  if (reader.skip('BETWEEN')) {
    const low = readOperand(reader);
    reader.expect('AND');
    return { kind: 'between', operand, low, high: readOperand(reader) };
  }
  if (reader.skip('IN')) {
    reader.expect('(');
    const choices = [readOperand(reader)];
    while (reader.skip(',')) choices.push(readOperand(reader));
    reader.expect(')');
    return { kind: 'in', operand, choices };
  }
  const { kind, text } = reader.next;
  if (kind !== 'sign' || !COMPARATORS.includes(text)) throw reader.unexpected();
  reader.take();
  return { kind: 'compare', comparator: text as Comparator, left: operand, right: readOperand(reader) };
}

function readOperand(reader: TokenReader): Operand {
  if (reader.next.kind === 'value') return { kind: 'value', value: reader.value() };
  if (!reader.calls('size')) return { kind: 'path', path: reader.path() };
  reader.take();
  reader.expect('(');
  const path = reader.path();
  reader.expect(')');
  return { kind: 'size', path };
}
