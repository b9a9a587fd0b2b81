import { MetricMathError } from './error.ts';
import type { BinaryOperator, Expression } from './syntax.ts';
import { type Token, tokens } from './tokens.ts';

/** Longest expression CloudWatch takes. */
const longest = 2048;
/** Deeper nesting than fits the longest expression in any sensible way, far below what the stack can bear. */
const deepest = 200;

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

/**
 * Reads an expression of CloudWatch's metric math. `^` binds tightest, then sign, `*` and `/`, `+` and `-`, comparisons, AND, OR.
 * @throws MetricMathError
 * @see AWS, "Using metric math"
 */
export function parseExpression(text: string): Expression {
  if (text.length > longest)
    throw new MetricMathError(`The expression is longer than ${longest} characters`, longest + 1);
  const reader: Reader = { tokens: tokens(text), at: 0, depth: 0 };
  const expression = readLevel(reader, 0);
  const rest = peek(reader);
  if (rest.kind !== 'end') throw new MetricMathError(`Unexpected ${rest.text}`, rest.at + 1);
  return expression;
}

/** From what binds loosest to what binds tightest, with the spellings of each operator. */
const levels: readonly Readonly<Record<string, BinaryOperator>>[] = [
  { OR: 'OR', '||': 'OR' },
  { AND: 'AND', '&&': 'AND' },
  { '==': '==', '!=': '!=', '<=': '<=', '>=': '>=', '<': '<', '>': '>' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/' },
];

const peek = (reader: Reader): Token => reader.tokens[reader.at] as Token;

function take(reader: Reader, text: string): boolean {
  const token = peek(reader);
  if (token.text !== text || token.kind === 'text') return false;
  reader.at++;
  return true;
}

function expect(reader: Reader, text: string): void {
  if (!take(reader, text)) throw new MetricMathError(`${text} expected`, peek(reader).at + 1);
}

function readLevel(reader: Reader, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return readSigned(reader);
  let left = readLevel(reader, level + 1);
  for (;;) {
    const token = peek(reader);
    const operator = token.kind === 'text' ? undefined : operators[token.text];
    if (operator === undefined) return left;
    reader.at++;
    left = { kind: 'binary', operator, left, right: readLevel(reader, level + 1), at: token.at };
  }
}

function readSigned(reader: Reader): Expression {
  const token = peek(reader);
  deeper(reader);
  const expression: Expression = take(reader, '-')
    ? { kind: 'negate', operand: readSigned(reader), at: token.at }
    : take(reader, '+')
      ? readSigned(reader)
      : readPower(reader);
  reader.depth--;
  return expression;
}

function readPower(reader: Reader): Expression {
  const left = readTerm(reader);
  const token = peek(reader);
  if (!take(reader, '^')) return left;
  return { kind: 'binary', operator: '^', left, right: readSigned(reader), at: token.at };
}

function readTerm(reader: Reader): Expression {
  const token = peek(reader);
  reader.at++;
  if (token.kind === 'number') return { kind: 'number', value: Number(token.text), at: token.at };
  if (token.kind === 'text') return { kind: 'text', value: token.text, at: token.at };
  if (token.kind === 'name') {
    if (!take(reader, '(')) return { kind: 'name', name: token.text, at: token.at };
    return { kind: 'call', name: token.text, arguments: readList(reader, ')'), at: token.at };
  }
  if (token.text === '(') {
    const inner = readLevel(reader, 0);
    expect(reader, ')');
    return inner;
  }
  if (token.text === '[') return { kind: 'list', items: readList(reader, ']'), at: token.at };
  throw new MetricMathError(
    token.kind === 'end' ? 'The expression ends too early' : `Unexpected ${token.text}`,
    token.at + 1,
  );
}

function readList(reader: Reader, end: string): Expression[] {
  const items: Expression[] = [];
  if (take(reader, end)) return items;
  do items.push(readLevel(reader, 0));
  while (take(reader, ','));
  expect(reader, end);
  return items;
}

function deeper(reader: Reader): void {
  if (++reader.depth > deepest) throw new MetricMathError('The expression is nested too deeply', peek(reader).at + 1);
}
