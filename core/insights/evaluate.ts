import { RE2JS } from 're2js';
import type { Binary, Call, Expression, Like } from './ast.ts';
import { functions } from './functions.ts';
import type { Row } from './row.ts';
import { ceilTo, floorTo } from './time.ts';
import { compareValues, equalValues, isTrue, numberOf, Timestamp, textOf, type Value } from './values.ts';

/** An expression made ready to run over many rows. */
export type Evaluate = (row: Row) => Value;

export interface Surroundings {
  /** When the query was started, ms since 1970. */
  readonly now: number;
}

export function compile(expression: Expression, around: Surroundings): Evaluate {
  switch (expression.kind) {
    case 'literal':
      return () => expression.value;
    case 'field': {
      const path = expression.name.split('.');
      return (row) => row.get(expression.name, path);
    }
    case 'duration':
      return () => expression.duration.count;
    case 'negate': {
      const operand = compile(expression.operand, around);
      return (row) => known(-numberOf(operand(row)));
    }
    case 'not': {
      const operand = compile(expression.operand, around);
      return (row) => !isTrue(operand(row));
    }
    case 'binary':
      return compileBinary(expression, around);
    case 'like':
      return compileLike(expression, around);
    case 'in': {
      const value = compile(expression.value, around);
      const items = expression.items.map((item) => compile(item, around));
      return (row) => {
        const found = value(row);
        return textOf(found) === undefined
          ? false
          : items.some((item) => equalValues(found, item(row))) !== expression.negated;
      };
    }
    case 'call':
      return compileCall(expression, around);
  }
}

function compileBinary({ operator, left, right }: Binary, around: Surroundings): Evaluate {
  const a = compile(left, around);
  const b = compile(right, around);
  switch (operator) {
    case 'or':
      return (row) => isTrue(a(row)) || isTrue(b(row));
    case 'and':
      return (row) => isTrue(a(row)) && isTrue(b(row));
    case '=':
      return (row) => equalValues(a(row), b(row));
    case '!=':
      return (row) => {
        const [x, y] = [a(row), b(row)];
        return textOf(x) !== undefined && textOf(y) !== undefined && !equalValues(x, y);
      };
    case '<':
      return (row) => (compareValues(a(row), b(row)) ?? 1) < 0;
    case '<=':
      return (row) => (compareValues(a(row), b(row)) ?? 1) <= 0;
    case '>':
      return (row) => (compareValues(a(row), b(row)) ?? -1) > 0;
    case '>=':
      return (row) => (compareValues(a(row), b(row)) ?? -1) >= 0;
    default: {
      const compute = arithmetic[operator];
      return (row) => known(compute(numberOf(a(row)), numberOf(b(row))));
    }
  }
}

const arithmetic: Readonly<Record<'+' | '-' | '*' | '/' | '%' | '^', (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};

const known = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

/** A field that is missing is not like anything, nor unlike. */
function compileLike({ value, pattern, negated }: Like, around: Surroundings): Evaluate {
  const evaluate = compile(value, around);
  const test = pattern.kind === 'text' ? (text: string) => text.includes(pattern.text) : regexTest(pattern.source);
  return (row) => {
    const text = textOf(evaluate(row));
    return text !== undefined && test(text) !== negated;
  };
}

function regexTest(source: string): (text: string) => boolean {
  const regex = RE2JS.compile(source);
  return (text) => regex.test(text);
}

function compileCall({ name, args }: Call, around: Surroundings): Evaluate {
  const [first, second] = args;
  switch (name) {
    case 'now':
      return () => new Timestamp(around.now);
    case 'bin':
      return rounded((row) => row.get('@timestamp', ['@timestamp']), first, floorTo);
    case 'datefloor':
      return rounded(compile(first!, around), second, floorTo);
    case 'dateceil':
      return rounded(compile(first!, around), second, ceilTo);
    default: {
      const { call } = functions.get(name)!;
      const evaluated = args.map((arg) => compile(arg, around));
      if (evaluated.length === 1) {
        const only = evaluated[0]!;
        return (row) => call(only(row));
      }
      return (row) => call(...evaluated.map((arg) => arg(row)));
    }
  }
}

function rounded(time: Evaluate, period: Expression | undefined, round: typeof floorTo): Evaluate {
  if (period?.kind !== 'duration') return () => undefined;
  return (row) => {
    const ms = numberOf(time(row));
    return Number.isNaN(ms) ? undefined : new Timestamp(round(ms, period.duration));
  };
}
